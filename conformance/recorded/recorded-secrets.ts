import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Recorded } from './har.ts';

/** Names of headers and query parameters that bear credentials, for all that anybody calls them. */
const credentialName = /auth|token|key|secret|session|cookie|password|signature/i;

/** Headers that ask for credentials, and bear none. */
const challenges = ['www-authenticate', 'proxy-authenticate'];

/** Headers that say how a request is to be taken, and nothing of who sends it. */
const plainHeaders = ['accept', 'accept-language', 'content-type', 'prefer'];

const apiKeyNames = ({ operations }: Contract, place: string): readonly string[] =>
  operations.flatMap(({ security }) =>
    security.flat().flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === place ? [scheme.name] : [])),
  );

/** Gives the credentials that a request bears, for the line that repeats it to name variables instead. */
export const credentialsIn = (contract: Contract, { request: { headers } }: Exchange) => {
  const names = apiKeyNames(contract, 'header').map((name) => name.toLowerCase());
  const token = headers.authorization?.split(' ').at(-1) ?? null;
  return { token, apiKey: names.map((name) => headers[name]).find((value) => value !== undefined) ?? null };
};

/** Gives what is said after the name of a scheme or of a cookie, beside the whole. */
const partsOf = (value: string): readonly string[] => [
  value,
  ...value.split(/[;,]\s*/).flatMap((part) => [part.split(' ').at(-1) ?? '', part.slice(part.indexOf('=') + 1)]),
];

/** Has a redactor take note of what an exchange must not tell: here, what a client sent may be a secret as well. */
export const learnSecrets = (contract: Contract, redaction: Redactor, { exchange, password }: Recorded): void => {
  const { request, response } = exchange;
  const queryKeys = apiKeyNames(contract, 'query');
  const ofHeaders = Object.entries({ ...response?.headers, ...request.headers })
    .filter(([name]) => credentialName.test(name) && !challenges.includes(name))
    .flatMap(([, value]) => partsOf(value));
  const ofQuery = [...new URL(request.url).searchParams]
    .filter(([name]) => queryKeys.includes(name) || credentialName.test(name))
    .map(([, value]) => value);
  for (const secret of [...ofHeaders, ...ofQuery, ...(password === null ? [] : [password])])
    redaction.learnCredential(secret);
  if (request.body !== null) redaction.learnResponse({ body: request.body });
  if (response !== null) redaction.learnResponse(response);
};

/** Leaves out the headers of a request that neither the contract nor HTTP's own negotiation speaks of: who knows what they hold. */
export const withKnownHeaders = (contract: Contract, { parameters }: Operation, exchange: Exchange): Exchange => {
  const documented = parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase());
  const keys = apiKeyNames(contract, 'header').map((name) => name.toLowerCase());
  const known = new Set([...plainHeaders, ...documented, ...keys, 'authorization']);
  const headers = Object.fromEntries(Object.entries(exchange.request.headers).filter(([name]) => known.has(name)));
  return { ...exchange, request: { ...exchange.request, headers } };
};
