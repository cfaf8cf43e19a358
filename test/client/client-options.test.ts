import { expect, test } from 'vitest';
import type { ClientContract } from '../../src/client/client-contract.ts';
import { ClientOptionError } from '../../src/client/client-option-error.ts';
import type { UncheckedOptions } from '../../src/client/client-options.ts';
import { createClientFor } from '../../src/client/create-client.ts';

const everything: ClientContract = {
  title: 'Ours',
  server: 'https://api.example.com',
  token: 'Bearer',
  apiKey: [{ in: 'header', name: 'x-api-key' }],
};
const nothing: ClientContract = { title: 'Theirs', server: null, token: null, apiKey: null };
const secret = 'a-secret';

const refused: readonly (readonly [string, ClientContract, UncheckedOptions, string])[] = [
  ['no base URL where the contract has none', nothing, {}, 'baseUrl is missing, and Theirs names no server'],
  ['a path as the base URL', everything, { baseUrl: '/v1' }, 'baseUrl is not an http or https URL: "/v1"'],
  ['a host as the base URL', everything, { baseUrl: 'localhost:4010' }, 'baseUrl is not an http or https URL'],
  ['an empty base URL', everything, { baseUrl: '' }, 'baseUrl is not an http or https URL: ""'],
  ['another scheme', everything, { baseUrl: 'ftp://example.com' }, 'baseUrl is not an http or https URL'],
  ['a base URL with a query', everything, { baseUrl: 'https://example.com/?v=1' }, 'baseUrl has a query or a fragment'],
  ['a base URL with a password', everything, { baseUrl: `https://me:${secret}@example.com` }, 'baseUrl holds a user'],
  ['a bad URL with a password', everything, { baseUrl: `https//me:${secret}@example.com` }, 'baseUrl is not an http'],
  ['an empty token', everything, { token: '' }, 'token is empty'],
  ['a token with a line break', everything, { token: `${secret}\n` }, 'token begins or ends with white space'],
  ['a token that is no ASCII', everything, { token: `${secret}…` }, 'token begins or ends with white space'],
  ['an API key with a space', everything, { apiKey: ` ${secret}` }, 'apiKey begins or ends with white space'],
  [
    'a token that nothing takes',
    { ...everything, token: null },
    { token: secret },
    'token is not a credential that Ours',
  ],
  ['an API key that nothing takes', { ...everything, apiKey: null }, { apiKey: secret }, 'apiKey is not a credential'],
];

const thrownBy = (call: () => void): unknown => {
  try {
    call();
  } catch (error) {
    return error;
  }
  return null;
};

test.each(refused)(
  'Given %s, createClient names the option and shows no credential',
  (_, contract, options, message) => {
    const createClient = createClientFor<object, ClientContract>(contract);
    // What doesn't compile can still be given, by JavaScript say.
    const error = thrownBy(() => Reflect.apply(createClient, null, [options]));
    expect(error).toBeInstanceOf(ClientOptionError);
    expect(String(error)).toContain(`createClient: ${message}`);
    expect(String(error)).not.toContain(secret);
  },
);
