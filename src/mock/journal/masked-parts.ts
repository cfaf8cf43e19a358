import type { Contract } from '../../clauses/contract.ts';
import { secretProperties } from '../../contract/secret-properties.ts';
import { literalPattern } from '../../literal-pattern.ts';
import { isSecretName } from '../../secret-names.ts';

const mask = '***';

/** Names of headers that are remembered: more than clients send, unless to fill the memory. */
const knownNamesMax = 1_000;

/** Masks the parts of messages that bear secrets, by their names: in the journal, nobody needs them. */
export interface MaskedParts {
  /** `masked` is for the values of headers that bear none by their names. */
  headers(headers: Readonly<Record<string, string>>, masked: (value: string) => string): Record<string, string>;
  query(query: string): string;
  /** JSON, whether it is well-formed or not, and forms. */
  body(body: string | null, contentType: string | undefined): string | null;
}

/** Names, in lower case, of the headers or query parameters in which the contracts send API keys. */
const apiKeysIn = (contracts: readonly Contract[], place: 'header' | 'query'): ReadonlySet<string> =>
  new Set(
    contracts
      .flatMap(({ operations }) =>
        operations.flatMap(({ security }) =>
          security.flat().flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === place ? [scheme.name] : [])),
        ),
      )
      .map((name) => name.toLowerCase()),
  );

/** Masks the values of a query, or of a form, whose names are secret. */
const maskedPairs = (text: string, isSecret: (name: string) => boolean): string =>
  text
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=');
      // Decoded, and without the path to a member: who writes a name otherwise sends a secret all the same.
      const decoded = new URLSearchParams(pair).keys().next().value ?? '';
      return pair.length > name.length && isSecret(decoded) ? `${name}=${mask}` : pair;
    })
    .join('&');

/** Masks what a header's value holds of a URL that bears secrets, say where a page came from. */
const maskedUrls = (value: string, isSecret: (name: string) => boolean): string =>
  value
    .replaceAll(/(:\/\/)[^/?#@\s]*@/g, `$1${mask}@`)
    .replaceAll(/\?([^\s#<>",;]+)/g, (_, query: string) => `?${maskedPairs(query, isSecret)}`);

/** A part of a JSON text that holds no list or object: a text, which may be cut off, or anything that is neither a sign nor a space. */
const scalar = /"(?:[^"\\]|\\.)*"?|[^\s",{}[\]]+/y;

/** Where a JSON value ends that begins at a place of a text; that of the text where it is cut off, and the place itself where there is none. */
const endOfValue = (text: string, start: number): number => {
  let depth = 0;
  let at = start;
  do {
    const sign = text[at] ?? ' ';
    scalar.lastIndex = at;
    const length = scalar.exec(text)?.[0].length ?? 0;
    if (length === 0 && depth === 0 && !'[{'.includes(sign)) return at;
    if ('[{'.includes(sign)) depth++;
    else if (']}'.includes(sign)) depth--;
    at += Math.max(1, length);
  } while (depth > 0 && at < text.length);
  return Math.min(at, text.length);
};

/** Makes what masks the members of JSON texts that have some names, also in a text that ends too early. */
const memberMask = (names: ReadonlySet<string>): ((text: string) => string) => {
  if (names.size === 0) return (text) => text;
  const written = [...names].map((name) => literalPattern(JSON.stringify(name)));
  const member = new RegExp(`(?:${written.join('|')})\\s*:\\s*(?!null\\b)`, 'g');
  return (text) => {
    let masked = '';
    let done = 0;
    for (const { 0: head, index } of text.matchAll(member)) {
      const start = index + head.length;
      const end = index < done ? start : endOfValue(text, start);
      if (end === start) continue;
      masked += `${text.slice(done, start)}"${mask}"`;
      done = end;
    }
    return masked + text.slice(done);
  };
};

/** Makes what masks the messages of some contracts: what they declare as secret, and what has the name of a secret. */
export const maskedParts = (contracts: readonly Contract[]): MaskedParts => {
  const [keyHeaders, keyParameters] = [apiKeysIn(contracts, 'header'), apiKeysIn(contracts, 'query')];
  // Looked for at the first request, since a mock is to start fast.
  let found: { readonly properties: ReadonlySet<string>; readonly maskMembers: (text: string) => string } | undefined;
  const declared = () => {
    if (found !== undefined) return found;
    const properties = new Set(contracts.flatMap((contract) => [...secretProperties(contract)]));
    found = { properties, maskMembers: memberMask(properties) };
    return found;
  };
  const isSecretParameter = (name: string): boolean =>
    keyParameters.has(name.toLowerCase()) || declared().properties.has(name) || isSecretName(name);
  const known = new Map<string, boolean>();
  /** Each name is looked at once: most requests have the same few. */
  const isSecretHeader = (name: string): boolean => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const isSecret = keyHeaders.has(name.toLowerCase()) || isSecretName(name);
    if (known.size < knownNamesMax) known.set(name, isSecret);
    return isSecret;
  };
  return {
    headers(headers, masked) {
      const shown: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers))
        shown[name] = isSecretHeader(name) ? mask : masked(maskedUrls(value, isSecretParameter));
      return shown;
    },
    query: (query) => (query === '' ? '' : maskedPairs(query, isSecretParameter)),
    body(body, contentType = '') {
      if (body === null) return null;
      const isForm = contentType.toLowerCase().startsWith('application/x-www-form-urlencoded');
      return isForm ? maskedPairs(body, isSecretParameter) : declared().maskMembers(body);
    },
  };
};
