import { describe, expect, test } from 'vitest';
import type { Mock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';
import { mockOf } from './mock-of.ts';

/** Starts a mock of one operation, which answers so. */
const answering = (response: object): Promise<Mock> => {
  const get = { operationId: 'get', responses: { 200: { description: 'Here.', ...response } } };
  return mockOf({ paths: { '/it': { get } } }, { checkOutput: true });
};

const secret = { type: 'string', writeOnly: true };
const user = {
  type: 'object',
  required: ['name', 'password'],
  properties: {
    name: { type: 'string' },
    password: secret,
    keys: { type: 'array', items: { properties: { secret } } },
  },
};

test.each([
  { name: 'an example', content: { schema: user, example: { name: 'n', password: 'p', keys: [{ secret: 's' }] } } },
  { name: 'a schema', content: { schema: user } },
])('What is write-only is in no answer that is made of $name', async ({ content }) => {
  await using mock = await answering({ content: { 'application/json': content } });
  for (const prefer of ['', 'dynamic=true']) {
    const { status, text } = await ask(mock, 'GET /it', { headers: { prefer } });
    expect([status, text]).toEqual([200, expect.stringContaining('"name":')]);
    expect(text).not.toMatch(/password|secret/);
  }
});

describe('Where a range of media types is documented, an answer is of one of them', () => {
  test.each([
    { range: 'application/*', accept: '*/*', example: { a: 1 }, type: 'application/json' },
    { range: 'application/*', accept: 'application/vnd.a+json', example: { a: 1 }, type: 'application/vnd.a+json' },
    { range: '*/*', accept: '*/*', example: { a: 1 }, type: 'application/json' },
    { range: '*/*', accept: '*/*', example: 'a', type: 'text/plain' },
    { range: 'text/*', accept: '*/*', example: 'a', type: 'text/plain' },
    { range: 'text/plain', accept: '*/*', example: { a: 1 }, type: 'text/plain' },
  ])('$range, asked for as $accept: $type', async ({ range, accept, example, type }) => {
    await using mock = await answering({ content: { [range]: { schema: {}, example } } });
    const { status, headers, text } = await ask(mock, 'GET /it', { headers: { accept } });
    expect([status, headers['content-type'], text]).toEqual([
      200,
      type,
      typeof example === 'string' ? example : JSON.stringify(example),
    ]);
  });
});

test('A header is written by its style', async () => {
  await using mock = await answering({
    headers: {
      'x-object': { schema: { type: 'object' }, example: { a: 1, b: 2 } },
      'x-exploded': { explode: true, schema: { type: 'object' }, example: { a: 1, b: 2 } },
      'x-list': { schema: { type: 'array' }, example: [1, 2] },
    },
  });
  const { headers } = await ask(mock, 'GET /it');
  expect(headers).toMatchObject({ 'x-object': 'a,1,b,2', 'x-exploded': 'a=1,b=2', 'x-list': '1,2' });
});

test('An answer that lacks a header which is a list is answered all the same', async () => {
  const list = { schema: { type: 'array', items: { type: 'string' } } };
  await using mock = await answering({
    headers: { 'X-List': list },
    content: { 'application/json': { schema: { type: 'object' }, example: {} } },
  });
  expect(await ask(mock, 'GET /it')).toMatchObject({ status: 200 });
});

test.each([
  { example: 'Grüße, 東京', octets: 'Grüße, 東京' },
  { example: 'one\r\ntwo: 2\u0000', octets: 'one  two: 2 ' },
])('A header whose example is %j is sent in octets that a header may have', async ({ example, octets }) => {
  await using mock = await answering({ headers: { 'x-note': { schema: { type: 'string' }, example } } });
  const { status, headers } = await ask(mock, 'GET /it');
  expect([status, Buffer.from(String(headers['x-note']), 'latin1').toString()]).toEqual([200, octets]);
});
