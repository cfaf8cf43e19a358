import { type Query, readQuery } from '../../document/read-query.ts';

/** A request target, taken apart. */
export interface Target {
  /** Starts with a slash; percent-encoded as it was sent. */
  readonly path: string;
  readonly query: Query;
  /** The query as it was sent, without its question mark. */
  readonly queryText: string;
}

/** Takes a request target apart, in origin-form or absolute-form (RFC 9112, 3.2). What is neither gets a path that no API has. */
export const readTarget = (target: string): Target => {
  const origin = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(origin) ?? [];
  return { path: path.startsWith('/') ? path : `/${path}`, query: readQuery(query), queryText: query };
};

/** Whether a path can be percent-decoded. */
export const canDecode = (path: string): boolean => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};
