import type { Contract } from '../contract/contract.ts';
import { secretProperties } from '../contract/secret-properties.ts';
import { literalPattern } from '../literal-pattern.ts';
import { isSecretName } from '../secret-names.ts';

const mask = '***';

/** Masks the parts of messages that bear secrets, by their names: in the journal, nobody needs them. */
export interface MaskedParts {
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
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

const jsonText = '"(?:[^"\\\\]|\\\\.)*"?';

/** Makes what masks the members of JSON texts that have some names, also in a text that ends too early. */
const memberMask = (names: ReadonlySet<string>): ((text: string) => string) => {
  if (names.size === 0) return (text) => text;
  const written = [...names].map((name) => literalPattern(JSON.stringify(name)));
  const member = new RegExp(`(${written.join('|')})(\\s*:\\s*)(?!null\\b)(?:${jsonText}|[^\\s",{}[\\]]+)`, 'g');
  return (text) => text.replaceAll(member, `$1$2"${mask}"`);
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
  return {
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          keyHeaders.has(name.toLowerCase()) || isSecretName(name) ? mask : maskedUrls(value, isSecretParameter),
        ]),
      ),
    query: (query) => maskedPairs(query, isSecretParameter),
    body(body, contentType = '') {
      if (body === null) return null;
      const isForm = contentType.toLowerCase().startsWith('application/x-www-form-urlencoded');
      return isForm ? maskedPairs(body, isSecretParameter) : declared().maskMembers(body);
    },
  };
};
