import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Exchange } from '../http/exchange.ts';
import { apiKeyNames } from '../requests/api-key-names.ts';
import type { Recorded } from './har.ts';

/** Names of headers and query parameters that bear credentials, for all that anybody calls them. */
const credentialName = /auth|token|key|secret|session|cookie|password|signature/i;

/** Headers that ask for credentials, and bear none. */
const challenges = ['www-authenticate', 'proxy-authenticate'];

/** Headers that say how a request is to be taken, and nothing of who sends it. */
const plainHeaders = ['accept', 'accept-language', 'content-type', 'prefer'];

/** The credentials that a request bears, for the line that repeats it to name variables instead. */
export const credentialsIn = (contract: Contract, { request: { headers } }: Exchange) => {
  const names = apiKeyNames(contract, 'header').map((name) => name.toLowerCase());
  const token = headers.authorization?.split(' ').at(-1) ?? null;
  return { token, apiKey: names.map((name) => headers[name]).find((value) => value !== undefined) ?? null };
};

/** What stands after the name of a pair, without quotes around. */
const afterName = (pair: string): string => pair.slice(pair.indexOf('=') + 1).replace(/^"(.*)"$/s, '$1');

/** What Basic bears in base64 (RFC 7617, 2): the whole, and the password alone. */
const basicParts = (value: string): readonly string[] => {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+)/i.exec(value) ?? [];
  if (encoded === undefined) return [];
  const whole = Buffer.from(encoded, 'base64').toString('utf8');
  return [whole, whole.slice(whole.indexOf(':') + 1)];
};

/** What is said after the name of a scheme or of a cookie, beside the whole. */
const partsOf = (value: string): readonly string[] => [
  value,
  ...basicParts(value),
  ...value.split(/[;,]\s*/).flatMap((part) => [part.split(' ').at(-1) ?? '', afterName(part)]),
];

/** The values of the cookies that are set, without their attributes; one cookie follows another after a line break, or after a comma where the recorder joined them, as does the day of a date. */
const cookiesSet = (value: string): readonly string[] =>
  value.split(/\n|,\s*(?=[^\s;,=]+=)/).map((cookie) => afterName(cookie.split(';')[0] ?? ''));

/** The names of the query parameters that operations document. */
const documentedIn = (operations: readonly Operation[]): ReadonlySet<string> =>
  new Set(operations.flatMap(({ parameters }) => parameters.flatMap((one) => (one.in === 'query' ? [one.name] : []))));

/** Whether a query parameter is one of some names, or a part of it (OpenAPI 3.1.1, 4.8.12.2: style deepObject). */
const isAmong = (names: ReadonlySet<string>, name: string): boolean => names.has(name.replace(/\[.*/s, ''));

/** Makes what has a redactor take note of all that an exchange must not tell: here, what a client sent may be a secret as well. */
export const secretsLearner = (contract: Contract, redaction: Redactor): ((one: Recorded) => void) => {
  const keys = apiKeyNames(contract, 'query');
  const documented = documentedIn(contract.operations);
  const printed = `${JSON.stringify(contract.document)} true false`;

  /** For all that anybody knows, a query parameter that no operation documents is a secret; not what the contract prints itself. */
  const isSecret = ([name, value]: readonly [string, string]): boolean =>
    keys.includes(name) || credentialName.test(name) || !(isAmong(documented, name) || printed.includes(value));

  return ({ exchange: { request, response }, user }) => {
    const ofHeaders = Object.entries({ ...response?.headers, ...request.headers })
      .filter(([name]) => credentialName.test(name) && !challenges.includes(name))
      .flatMap(([name, value]) => (name === 'set-cookie' ? cookiesSet(value) : partsOf(value)));
    const ofQuery = [...new URL(request.url).searchParams].filter(isSecret).map(([, value]) => value);
    for (const secret of [...ofHeaders, ...ofQuery, ...user]) redaction.learnCredential(secret);
    if (request.body !== null) redaction.learnResponse({ body: request.body });
    if (response !== null) redaction.learnResponse(response);
  };
};

/** Leaves out the values of the query parameters that the contract doesn't speak of. */
const withKnownQuery = (contract: Contract, operation: Operation, text: string): string => {
  const known = new Set([...documentedIn([operation]), ...apiKeyNames(contract, 'query')]);
  const url = new URL(text);
  const given = [...url.searchParams];
  if (given.every(([name]) => isAmong(known, name))) return text;
  // All at once: each change of a single one would write the whole URL again.
  const shown = given.map(([name, value]): [string, string] => [name, isAmong(known, name) ? value : '***']);
  url.search = new URLSearchParams(shown).toString();
  return url.href;
};

/** Leaves out the parts of a request that neither the contract nor HTTP's own negotiation speaks of, headers and the values of query parameters: who knows what they hold. */
export const withKnownParts = (contract: Contract, operation: Operation, exchange: Exchange): Exchange => {
  const { request } = exchange;
  const documented = operation.parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase());
  const keys = apiKeyNames(contract, 'header').map((name) => name.toLowerCase());
  const known = new Set([...plainHeaders, ...documented, ...keys, 'authorization']);
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => known.has(name)));
  return { ...exchange, request: { ...request, url: withKnownQuery(contract, operation, request.url), headers } };
};
