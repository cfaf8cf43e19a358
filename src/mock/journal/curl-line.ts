import type { Operation, SecurityScheme } from '../../contract/api-description.ts';
import { quoted, shellLine, shellWord } from '../../shell-word.ts';
import { sampleRequest, sampleSchemes, withPassword } from '../http/sample-request.ts';

/** A credential to show: as it is, or as the variable that the shell is to fill in. */
export type ShownCredential = { readonly value: string } | { readonly variable: string };

/** The credentials to show; where an operation takes either, those that are there are chosen. */
export interface ShownCredentials {
  readonly token?: ShownCredential | undefined;
  readonly apiKey?: ShownCredential | undefined;
}

/** Text that means itself between double quotes, too. */
const plain = /^[\w :=.,/?&%-]*$/;

/** Quotes a text and the credential behind it. Nothing but the variable is the shell's to read, whatever a contract says. */
const withCredential = (before: string, shown: ShownCredential): string => {
  if ('value' in shown) return quoted(before + shown.value);
  return plain.test(before) ? `"${before}$${shown.variable}"` : `${quoted(before)}"$${shown.variable}"`;
};

/** What a scheme adds to a line, before the URL. */
const credentialWords = (scheme: SecurityScheme, { token, apiKey }: ShownCredentials): readonly string[] => {
  if (scheme.type === 'bearer' && token !== undefined) return ['-H', withCredential('Authorization: Bearer ', token)];
  if (scheme.type === 'basic' && token !== undefined) {
    return ['-u', withCredential('', 'value' in token ? { value: withPassword(token.value) } : token)];
  }
  if (scheme.type !== 'apiKey' || apiKey === undefined || scheme.in === 'query') return [];
  return ['-H', withCredential(scheme.in === 'cookie' ? `Cookie: ${scheme.name}=` : `${scheme.name}: `, apiKey)];
};

/** The URL of a request; an API key in its query comes last. */
const urlWord = (url: string, schemes: readonly SecurityScheme[], { apiKey }: ShownCredentials): string => {
  const scheme = schemes.find((one) => one.type === 'apiKey' && one.in === 'query');
  if (scheme?.type !== 'apiKey' || apiKey === undefined) return shellWord(url);
  const before = `${url}${url.includes('?') ? '&' : '?'}${encodeURIComponent(scheme.name)}=`;
  return withCredential(before, 'value' in apiKey ? { value: encodeURIComponent(apiKey.value) } : apiKey);
};

/** Writes a request to an operation, as the contract's examples make it, as a line for a shell. */
export const curlLine = (operation: Operation, baseUrl: string, credentials: ShownCredentials): string => {
  const { method, path, headers, body } = sampleRequest(operation, {});
  const isThere = { token: credentials.token && '', apiKey: credentials.apiKey && '' };
  const schemes = sampleSchemes(operation, isThere);
  const words = [
    'curl',
    // Given a body, curl takes POST for what is meant.
    ...(method === 'GET' && body === null ? [] : ['-X', method]),
    ...schemes.flatMap((scheme) => credentialWords(scheme, credentials)),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...(body === null ? [] : ['-d', quoted(body)]),
    urlWord(baseUrl + path, schemes, credentials),
  ];
  return shellLine(words.join(' '));
};
