import type { Dialect } from './dialect.ts';
import type { Received } from './http.ts';

/** The credentials that are accepted. Without any, every one that is well formed is. */
export interface Accepted {
  readonly token?: string | undefined;
  /** Only where an API takes keys. */
  readonly apiKey?: string | undefined;
}

/** What the credentials of a request are worth. */
export type Standing = 'accepted' | 'missing' | 'unreadable' | 'wrong';

const bearer = /^bearer +([\w.~+/-]+=*)$/i;

const standingOf = (given: string | null, accepted: string | undefined): Standing => {
  if (given === null) return 'unreadable';
  return accepted === undefined || given === accepted ? 'accepted' : 'wrong';
};

/** Judges the credentials of a request: a Bearer token, or where the API takes keys, a key in its header. */
export const standing = (
  { headers }: Received,
  accepted: Accepted,
  { takesKeys, dialect }: { readonly takesKeys: boolean; readonly dialect: Dialect },
): Standing => {
  const { authorization, 'x-api-key': key } = headers;
  const all: Standing[] = [];
  if (authorization !== undefined) all.push(standingOf(bearer.exec(authorization.trim())?.[1] ?? null, accepted.token));
  if (takesKeys && key !== undefined) all.push(standingOf(key.trim() === '' ? null : key, accepted.apiKey));
  const bad = all.find((one) => one !== 'accepted');
  if (all.length === 0) return 'missing';
  if (bad !== undefined && (dialect.severalCredentials === 'none-may-be-wrong' || !all.includes('accepted')))
    return bad;
  return 'accepted';
};
