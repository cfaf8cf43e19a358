import { expect, test } from 'vitest';
import { withReservedHosts } from '../../src/values/reserved-hosts.ts';

test.each([
  ['https://somebody.com/a', 'https://hooks.example.com/a'],
  ['HTTPS://somebody.com/a', 'https://hooks.example.com/a'],
  ['wss://somebody.com/a', 'wss://hooks.example.com/a'],
  ['Ws://somebody.com:8080/a', 'ws://hooks.example.com:8080/a'],
  ['https://api.example.org/a', 'https://api.example.org/a'],
  ['somebody.com', 'somebody.com'],
])('%s is sent as %s', (documented, sent) => {
  expect(withReservedHosts({ urls: [documented] })).toEqual({ urls: [sent] });
});
