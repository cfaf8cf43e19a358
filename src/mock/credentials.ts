import type { Operation, SecurityScheme } from '../contract/contract.ts';
import type { ApiRequest, Finding } from './api-request.ts';
import { authorizationOf, sameSecret } from './compare-credential.ts';

/** The only credentials that are accepted; of an API that takes neither of those given, any of the right form are. */
export interface AcceptedCredentials {
  readonly token: string | undefined;
  readonly apiKey: string | undefined;
}

const cookieOf = (header: string | undefined, name: string): string | undefined =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)
    ?.slice(1)
    .join('=');

const apiKeyOf = ({ headers, query }: ApiRequest, scheme: SecurityScheme & { readonly type: 'apiKey' }) => {
  if (scheme.in === 'header') return headers[scheme.name.toLowerCase()];
  if (scheme.in === 'cookie') return cookieOf(headers.cookie, scheme.name);
  const value = query[scheme.name];
  return typeof value === 'string' ? value : value?.[0];
};

/** Says whether a request has the right credentials of one scheme. */
const fulfils = (request: ApiRequest, scheme: SecurityScheme, { token, apiKey }: AcceptedCredentials): boolean => {
  switch (scheme.type) {
    case 'bearer':
      return token !== undefined && sameSecret(authorizationOf(request.headers.authorization, 'bearer'), token);
    case 'basic': {
      // The token of a Basic scheme is USER:PASSWORD, which travels in Base64 (RFC 7617, section 2).
      const sent = authorizationOf(request.headers.authorization, 'basic');
      return (
        token !== undefined &&
        sameSecret(sent === undefined ? undefined : Buffer.from(sent, 'base64').toString(), token)
      );
    }
    case 'apiKey':
      return apiKey !== undefined && sameSecret(apiKeyOf(request, scheme), apiKey);
    case 'other':
      // Say mutual TLS: nothing in the request tells.
      return true;
    default:
      return scheme satisfies never;
  }
};

/** Says whether any of the ways in has credentials that were given to this server; an API that knows other kinds only stays open. */
const isGuarded = (security: Operation['security'], { token, apiKey }: AcceptedCredentials): boolean =>
  security.some((schemes) =>
    schemes.some(({ type }) => (type === 'apiKey' ? apiKey : type === 'other' ? undefined : token) !== undefined),
  );

/** Finds fault with credentials that have the right form but aren't those accepted. */
export const judgeCredentials = (
  { security }: Operation,
  request: ApiRequest,
  accepted: AcceptedCredentials,
): readonly Finding[] => {
  if (security.length === 0 || !isGuarded(security, accepted)) return [];
  if (security.some((schemes) => schemes.every((scheme) => fulfils(request, scheme, accepted)))) return [];
  return [{ status: 401, message: 'The credentials are not the ones that this server was started with' }];
};

const howToSend = (scheme: SecurityScheme): string => {
  switch (scheme.type) {
    case 'bearer':
      return 'the header Authorization: Bearer TOKEN';
    case 'basic':
      return 'the header Authorization: Basic CREDENTIALS';
    case 'apiKey':
      return `the ${scheme.in === 'query' ? 'query parameter' : scheme.in} ${scheme.name}`;
    case 'other':
      return `what ${scheme.key} asks for`;
    default:
      return scheme satisfies never;
  }
};

/** Says how to send the credentials that an operation needs. */
export const credentialsAdvice = ({ security }: Operation): string =>
  security.map((schemes) => schemes.map(howToSend).join(' and ')).join(', or ');

/** Gives the challenge that a 401 must have (RFC 9110, 11.6.1), from the schemes of an operation. */
export const challengeOf = ({ security }: Operation): string => {
  const schemes = security
    .flat()
    .map(({ type }) => (type === 'basic' ? 'Basic realm="mock"' : type === 'bearer' ? 'Bearer' : 'ApiKey'));
  const registered = schemes.filter((scheme) => scheme !== 'ApiKey');
  // No scheme is registered for API keys, so that one is named only where there is no other.
  return [...new Set(registered.length > 0 ? registered : ['ApiKey'])].join(', ');
};
