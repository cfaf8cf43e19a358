import type { Contract } from '../../src/clauses/contract.ts';
import { literalPattern } from '../../src/literal-pattern.ts';
import { quoted, shellWord } from '../../src/shell-word.ts';
import { apiKeyNames } from '../requests/api-key-names.ts';
import { basicCredentials } from '../requests/basic-credentials.ts';
import type { Credentials } from '../requests/credentials.ts';

/** What a shell puts in the place of a credential. Only Node encodes a key as we do, and whoever runs us has it. */
const fillings = {
  token: '$WEBHOOK_CONTRACTS_TOKEN',
  basic: `$(printf %s "$WEBHOOK_CONTRACTS_TOKEN" | base64 | tr -d '\\n')`,
  apiKey: '$WEBHOOK_CONTRACTS_API_KEY',
  encodedApiKey: `$(node -p 'encodeURIComponent(process.env.WEBHOOK_CONTRACTS_API_KEY)')`,
} as const;

/** Writes a word of which a shell fills in what stands between the parts. */
const filledWord = (parts: readonly string[], filling: string): string => {
  if (parts.length === 1) return shellWord(parts.join(''));
  // Between double quotes, a shell takes some characters for more than themselves.
  if (parts.every((part) => /^[\w ./:;=@%+,?&-]*$/.test(part))) return `"${parts.join(filling)}"`;
  return parts.map((part) => (part === '' ? '' : quoted(part))).join(`"${filling}"`);
};

/** Writes a word in which an API key may stand, percent-encoded, behind one of some names. */
const wordWithKey = (
  text: string,
  { names, apiKey, before, after }: { names: readonly string[]; apiKey: string | null; before: string; after: string },
): string => {
  if (apiKey === null || names.length === 0) return shellWord(text);
  const encoded = encodeURIComponent(apiKey.toWellFormed());
  const begin = `(?<=${before}(?:${names.map(literalPattern).join('|')})=)`;
  const place = new RegExp(`${begin}${literalPattern(encoded)}(?=${after}|$)`);
  return filledWord(text.split(place), encoded === apiKey ? fillings.apiKey : fillings.encodedApiKey);
};

const authorizationWord = (value: string, token: string | null): string => {
  const [, scheme = '', shown = value] = /^(\S+ )(.*)$/s.exec(value) ?? [];
  const isBasic = /^basic /i.test(scheme);
  const isInBase64 = token !== null && shown === basicCredentials(token);
  // What Basic bore in recorded traffic is known as it was sent.
  if (shown === token || isInBase64)
    return filledWord([`authorization: ${scheme}`, ''], isBasic || isInBase64 ? fillings.basic : fillings.token);
  return shellWord(`authorization: ${scheme}${isBasic ? basicCredentials('wrong:wrong') : 'wrong'}`);
};

/** A header as curl takes it; a credential is named by its variable, unless it is one of our wrong ones. */
export const headerWord = (
  contract: Contract,
  [name, value]: readonly [string, string],
  { token, apiKey }: Credentials,
): string => {
  // A header that ends with its colon is one that curl leaves out.
  if (value.trim() === '') return shellWord(`${name};`);
  const isKey = apiKeyNames(contract, 'header').some((one) => one.toLowerCase() === name);
  if (isKey && value === apiKey) return filledWord([`${name}: `, ''], fillings.apiKey);
  if (name === 'authorization') return authorizationWord(value, token);
  if (isKey) return shellWord(`${name}: wrong`);
  if (name !== 'cookie') return shellWord(`${name}: ${value}`);
  return wordWithKey(`${name}: ${value}`, {
    names: apiKeyNames(contract, 'cookie'),
    apiKey,
    before: '[:;] ',
    after: ';',
  });
};

/** A URL as curl takes it; an API key in its query is named by its variable. */
export const urlWord = (contract: Contract, url: string, { apiKey }: Credentials): string =>
  wordWithKey(url, {
    names: apiKeyNames(contract, 'query').map(encodeURIComponent),
    apiKey,
    before: '[?&]',
    after: '&',
  });
