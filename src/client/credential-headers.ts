import type { ApiKeyPlace, ClientContract } from './client-contract.ts';
import { ClientOptionError } from './client-option-error.ts';
import type { UncheckedOptions } from './client-options.ts';

/** Visible ASCII, with spaces inside: what a header carries unchanged (RFC 9110, 5.5). */
const headerValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Refuses by itself what `fetch` would refuse with a message that holds the credential. */
const checkValue = (option: 'token' | 'apiKey', value: string): void => {
  if (value === '') {
    throw new ClientOptionError(option, 'is empty', 'Give the credential, or leave the option out.');
  }
  if (headerValue.test(value)) return;
  const problem = 'begins or ends with white space, or holds a character that no header can carry';
  throw new ClientOptionError(option, problem, 'Give the credential alone; a line break is easily copied with it.');
};

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const apiKeyHeaders = (places: readonly ApiKeyPlace[], apiKey: string): Record<string, string> => {
  const cookies = places.filter((place) => place.in === 'cookie');
  const cookie = cookies.map(({ name }) => `${name}=${encodeURIComponent(apiKey)}`).join('; ');
  const headers = places.filter((place) => place.in === 'header').map(({ name }) => [name, apiKey] as const);
  return { ...Object.fromEntries(headers), ...(cookie !== '' && { Cookie: cookie }) };
};

const noScheme = (option: 'token' | 'apiKey', title: string): ClientOptionError =>
  new ClientOptionError(option, `is not a credential that ${title} takes in a header`, 'Leave it out.');

/**
 * The headers that carry the credentials, as the contract's security schemes say.
 * Throws a ClientOptionError for a credential that the contract has no scheme for, or that no header can carry.
 */
export const credentialHeaders = (
  { title, token: scheme, apiKey: places }: ClientContract,
  { token, apiKey }: UncheckedOptions,
): Record<string, string> => {
  const headers: Record<string, string> = {};
  if (apiKey !== undefined) {
    if (places === null) throw noScheme('apiKey', title);
    checkValue('apiKey', apiKey);
    Object.assign(headers, apiKeyHeaders(places, apiKey));
  }
  if (token !== undefined) {
    if (scheme === null) throw noScheme('token', title);
    const value = scheme === 'Basic' ? base64(token) : token;
    checkValue('token', value);
    headers.Authorization = `${scheme} ${value}`;
  }
  return headers;
};
