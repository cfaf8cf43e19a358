import type { Operation, SecurityScheme } from '../../contract/api-description.ts';
import { cookieTexts } from '../../contract/cookies.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { authorizationOf, sameSecret } from './compare-credential.ts';

import type { Objection } from './objections.ts';

/** The only credentials that are accepted; of an API that takes neither of those given, any of the right form are. */
export interface AcceptedCredentials {
  readonly token: string | undefined;
  readonly apiKey: string | undefined;
}

/** What a request may mean by its API key, none where it has none. */
const apiKeysOf = (
  { headers, query }: ApiRequest,
  scheme: SecurityScheme & { readonly type: 'apiKey' },
): readonly string[] => {
  if (scheme.in === 'header') return [headers[scheme.name.toLowerCase()] ?? []].flat();
  if (scheme.in === 'query') return [query[scheme.name] ?? []].flat().slice(0, 1);
  return cookieTexts(headers.cookie, scheme.name);
};

/** Returns USER:PASSWORD, which travels in Base64 (RFC 7617, section 2), or undefined. The password may have colons, too. */
const userAndPassword = ({ headers }: ApiRequest): string | undefined => {
  const sent = authorizationOf(headers.authorization, 'basic');
  return sent === undefined ? undefined : Buffer.from(sent, 'base64').toString();
};

/** Whether a request has credentials of one scheme, right or wrong. */
const presents = (request: ApiRequest, scheme: SecurityScheme): boolean => {
  switch (scheme.type) {
    case 'bearer':
      return authorizationOf(request.headers.authorization, 'bearer') !== undefined;
    case 'basic':
      return userAndPassword(request)?.includes(':') ?? false;
    case 'apiKey':
      return apiKeysOf(request, scheme).some((key) => key !== '');
    case 'other':
      // Without a scheme of HTTP authentication, say mutual TLS, nothing in the request tells.
      return scheme.scheme === null || authorizationOf(request.headers.authorization, scheme.scheme) !== undefined;
    default:
      return scheme satisfies never;
  }
};

/** Whether a request has what one of the ways in asks for, right or wrong. */
const hasCredentials = ({ security }: Operation, request: ApiRequest): boolean =>
  security.length === 0 || security.some((schemes) => schemes.every((scheme) => presents(request, scheme)));

/** Whether a request has the right credentials of one scheme. */
const fulfils = (request: ApiRequest, scheme: SecurityScheme, { token, apiKey }: AcceptedCredentials): boolean => {
  switch (scheme.type) {
    case 'bearer':
      return token !== undefined && sameSecret(authorizationOf(request.headers.authorization, 'bearer'), token);
    case 'basic':
      return token !== undefined && sameSecret(userAndPassword(request), token);
    case 'apiKey':
      return apiKey !== undefined && apiKeysOf(request, scheme).some((key) => sameSecret(key, apiKey));
    case 'other':
      // The mock is given no credentials of its kind.
      return true;
    default:
      return scheme satisfies never;
  }
};

/** Whether any of the ways in has credentials that were given to this server; an API that knows other kinds only stays open. */
const isGuarded = (security: Operation['security'], { token, apiKey }: AcceptedCredentials): boolean =>
  security.some((schemes) =>
    schemes.some(({ type }) => (type === 'apiKey' ? apiKey : type === 'other' ? undefined : token) !== undefined),
  );

const howToSend = (scheme: SecurityScheme): string => {
  switch (scheme.type) {
    case 'bearer':
      return 'the header Authorization: Bearer TOKEN';
    case 'basic':
      return 'the header Authorization: Basic CREDENTIALS';
    case 'apiKey':
      return `the ${scheme.in === 'query' ? 'query parameter' : scheme.in} ${scheme.name}`;
    case 'other':
      return scheme.scheme === null
        ? `what ${scheme.key} asks for`
        : `the header Authorization: ${scheme.scheme} CREDENTIALS`;
    default:
      return scheme satisfies never;
  }
};

/** How to send the credentials that an operation needs. */
const credentialsAdvice = ({ security }: Operation): string =>
  security.map((schemes) => schemes.map(howToSend).join(' and ')).join(', or ');

const unauthorized = (operation: Operation): Objection => ({
  status: 401,
  message: `The credentials are missing or not well-formed: send ${credentialsAdvice(operation)}`,
});

/** Finds fault with the credentials of a request: they are missing, have another form, or aren't those accepted. */
export const judgeCredentials = (
  operation: Operation,
  request: ApiRequest,
  accepted: AcceptedCredentials,
): readonly Objection[] => {
  const { security } = operation;
  if (!hasCredentials(operation, request)) return [unauthorized(operation)];
  if (security.length === 0 || !isGuarded(security, accepted)) return [];
  if (security.some((schemes) => schemes.every((scheme) => fulfils(request, scheme, accepted)))) return [];
  return [{ status: 401, message: 'The credentials are not the ones that this server was started with' }];
};

/** The challenge that a 401 must have (RFC 9110, 11.6.1), from the schemes of an operation. */
export const challengeOf = ({ security }: Operation): string => {
  const schemes = security
    .flat()
    .map(({ type }) => (type === 'basic' ? 'Basic realm="mock"' : type === 'bearer' ? 'Bearer' : 'ApiKey'));
  const registered = schemes.filter((scheme) => scheme !== 'ApiKey');
  // No scheme is registered for API keys, so that one is named only where there is no other.
  return [...new Set(registered.length > 0 ? registered : ['ApiKey'])].join(', ');
};
