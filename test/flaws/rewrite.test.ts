import { expect, test } from 'vitest';
import { withCredentialsOf } from '../../src/flaws/credentials.ts';
import { idsWithin } from '../../src/flaws/ids-within.ts';
import { createReader } from '../../src/flaws/read-request.ts';
import { withIdReplaced, withPath } from '../../src/flaws/rewrite.ts';
import { readContract } from '../contract/read-contract.ts';

const none = { headers: {}, body: null };

test('An id is exchanged where a property of an id holds it, and nowhere else', () => {
  const shown = { id: 3, retries: 3, events: [{ id: 4, webhookId: '3' }] };
  expect(withIdReplaced(shown, new Set(['id', 'webhookId']), { from: 3, to: 7 })).toEqual({
    id: 7,
    retries: 3,
    events: [{ id: 4, webhookId: 7 }],
  });
});

test.each<readonly [string, string | null]>([
  ['17x', '17'],
  ['4294967313', '17'],
  ['x17', '17'],
  ['18', null],
])('A lenient server takes %s for %s', (text, id) => {
  expect(idsWithin(['17'], [text])).toEqual(id === null ? null : [id]);
});

const responses = { 200: { description: 'OK' } };
const contract = await readContract({
  root: {
    paths: {
      '/x/{id}': {
        get: {
          operationId: 'one',
          responses,
          security: [{ key: [] }],
          parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
        },
      },
    },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } },
  },
});

test('A path is rewritten before the query, whatever stands in either', () => {
  const met = createReader(contract, 'http://a/b')({ ...none, method: 'GET', url: 'http://a/b/x/1?q=1?2' });
  expect(met?.parts.query).toEqual({ q: '1?2' });
  expect(met === null ? null : withPath(met, ['$&/'])).toMatchObject({ url: 'http://a/b/x/%24%26%2F?q=1?2' });
});

test('Credentials are taken from a query, where the API has them there', () => {
  const request = { ...none, method: 'GET', url: '/x/1?key=wrong&a=1' };
  const model = {
    ...none,
    method: 'GET',
    url: '/x/2?key=right&b=1',
    headers: { authorization: 'Bearer t', accept: 'x' },
  };
  expect(withCredentialsOf(contract, request, model)).toMatchObject({
    url: '/x/1?a=1&key=right',
    headers: { authorization: 'Bearer t' },
  });
});
