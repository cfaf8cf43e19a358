import type { SecurityRequirement, SecurityScheme } from '../../src/contract/api-description.ts';
import { basicCredentials } from './basic-credentials.ts';
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

/** The alternatives for which every credential is at hand. */
export const alternatives = (
  security: readonly SecurityRequirement[],
  credentials: Credentials,
): readonly SecurityRequirement[] =>
  security.filter((requirement) => requirement.every((scheme) => valueFor(scheme, credentials) !== null));

/** A value of the same shape that nobody was ever given, and that tells nothing of the right one but its shape. */
const wrongValue = (value: string): string => {
  const filled = (letter: string, digit: string): string =>
    value.replaceAll(/\p{L}/gu, letter).replaceAll(/\p{N}/gu, digit);
  const wrong = filled('x', '0');
  return wrong === value ? `${filled('y', '1')}y` : wrong;
};

const part = (scheme: SecurityScheme, value: string, kind: CredentialKind): CredentialParts => {
  const shown = kind === 'wrong-value' ? wrongValue(value) : value;
  if (scheme.type === 'apiKey') {
    const { name } = scheme;
    if (scheme.in === 'query')
      return { ...nothing, query: [`${encodeURIComponent(name)}=${encodeURIComponent(shown)}`] };
    if (scheme.in === 'cookie') return { ...nothing, cookies: [`${name}=${encodeURIComponent(shown)}`] };
    return { ...nothing, headers: { [name.toLowerCase()]: shown } };
  }
  const isBasic = scheme.type === 'basic';
  // Digest is a scheme that no contract here asks for, so that it is wrong everywhere (RFC 7616).
  const name = kind === 'wrong-scheme' ? 'Digest' : isBasic ? 'Basic' : 'Bearer';
  return { ...nothing, headers: { authorization: `${name} ${isBasic ? basicCredentials(shown) : shown}` } };
};

/** Whether an alternative has credentials of another scheme: only those in Authorization have one. */
export const hasWrongScheme = (requirement: SecurityRequirement): boolean =>
  requirement.some(({ type }) => type === 'bearer' || type === 'basic');

/** What a request shows of the credentials, in one of the ways for which the owner gave them: the first, unless told otherwise. */
export const credentialParts = (
  security: readonly SecurityRequirement[],
  credentials: Credentials,
  { kind, alternative = 0 }: { readonly kind: CredentialKind; readonly alternative?: number | undefined },
): CredentialParts => {
  if (kind === 'none') return nothing;
  const schemes = alternatives(security, credentials)[alternative] ?? [];
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
