import { expect, test } from 'vitest';
import type { CredentialKind } from '../../conformance/requests/call.ts';
import { credentialParts } from '../../conformance/requests/credentials.ts';

const credentials = { token: 'user:pa55', apiKey: null };

test.each<readonly ['bearer' | 'basic', CredentialKind, string | undefined]>([
  ['bearer', 'valid', 'Bearer user:pa55'],
  ['bearer', 'wrong-value', 'Bearer xxxx:xx00'],
  ['bearer', 'wrong-scheme', 'Digest user:pa55'],
  ['bearer', 'none', undefined],
  ['basic', 'valid', 'Basic dXNlcjpwYTU1'],
  ['basic', 'wrong-value', `Basic ${btoa('xxxx:xx00')}`],
  ['basic', 'wrong-scheme', 'Digest dXNlcjpwYTU1'],
  ['basic', 'none', undefined],
])('A credential that %s takes, %s, is sent as %j', (type, kind, authorization) => {
  const { headers } = credentialParts([[{ type, key: 'a' }]], credentials, { kind });
  expect(headers.authorization).toBe(authorization);
});
