import type { SecurityRequirement, SecurityScheme } from '../../src/contract/contract.ts';
import type { CredentialKind } from './call.ts';

/** What the target's owner gave us to show. */
export interface Credentials {
  readonly token: string | null;
  readonly apiKey: string | null;
}

/** Where the credentials of a request go. */
export interface CredentialParts {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly string[];
  readonly cookies: readonly string[];
}

const nothing: CredentialParts = { headers: {}, query: [], cookies: [] };

const valueFor = (scheme: SecurityScheme, { token, apiKey }: Credentials): string | null =>
  scheme.type === 'apiKey' ? apiKey : scheme.type === 'other' ? null : token;

/** Gives the first alternative for which every credential is at hand. */
const satisfiable = (
  security: readonly SecurityRequirement[],
  credentials: Credentials,
): SecurityRequirement | undefined =>
  security.find((requirement) => requirement.every((scheme) => valueFor(scheme, credentials) !== null));

/** A value of the same shape that nobody was ever given. */
const wrongValue = (value: string): string => `${[...value].toReversed().join('')}-wrong`;

const part = (scheme: SecurityScheme, value: string, kind: CredentialKind): CredentialParts => {
  const shown = kind === 'wrong-value' ? wrongValue(value) : value;
  if (scheme.type === 'apiKey') {
    const { name } = scheme;
    if (scheme.in === 'query')
      return { ...nothing, query: [`${encodeURIComponent(name)}=${encodeURIComponent(shown)}`] };
    if (scheme.in === 'cookie') return { ...nothing, cookies: [`${name}=${encodeURIComponent(shown)}`] };
    return { ...nothing, headers: { [name.toLowerCase()]: shown } };
  }
  if (scheme.type === 'basic') {
    return { ...nothing, headers: { authorization: `Basic ${Buffer.from(shown).toString('base64')}` } };
  }
  // Digest is a scheme that no contract here asks for, so that it is wrong everywhere (RFC 7616).
  return { ...nothing, headers: { authorization: `${kind === 'wrong-scheme' ? 'Digest' : 'Bearer'} ${shown}` } };
};

/** Says whether credentials of a kind can be shown to an operation: a wrong scheme needs one that travels in Authorization, a wrong value a right one. */
export const canShow = (
  security: readonly SecurityRequirement[],
  credentials: Credentials,
  kind: CredentialKind,
): boolean => {
  if (kind === 'none') return true;
  const requirement = satisfiable(security, credentials);
  if (requirement === undefined) return false;
  return kind !== 'wrong-scheme' || requirement.some(({ type }) => type === 'bearer' || type === 'basic');
};

/** Gives what a request shows of the credentials, in the first way that the operation takes and the owner gave. */
export const credentialHeaders = (
  security: readonly SecurityRequirement[],
  credentials: Credentials,
  kind: CredentialKind,
): CredentialParts => {
  if (kind === 'none') return nothing;
  const schemes = satisfiable(security, credentials) ?? [];
  const parts = schemes.flatMap((scheme) => {
    const value = valueFor(scheme, credentials);
    return value === null ? [] : [part(scheme, value, kind)];
  });
  return {
    headers: Object.assign({}, ...parts.map(({ headers }) => headers)),
    query: parts.flatMap(({ query }) => query),
    cookies: parts.flatMap(({ cookies }) => cookies),
  };
};
