import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/clauses/contract.ts';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';

const mock = await startMock({ token: 't' });
afterAll(() => mock.close());

/** Longer than any answer takes; a connection that is quiet for so long was not answered. */
const quietMs = 2_000;

/** Writes bytes on a connection of its own, and gives what comes back. */
const exchange = async (bytes: Buffer): Promise<string> => {
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setTimeout(quietMs, () => socket.destroy());
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  socket.end(bytes);
  await once(socket, 'close');
  return received;
};

/** Bytes that a line can hold, since a line's end begins another thing. */
const lineBytes = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x21, max: 0x7e }),
      fc.integer({ min: 0x80, max: 0xff }),
      fc.constantFrom(0x25, 0x2f, 0x3f, 0x23),
    ),
    { maxLength: 40 },
  )
  .map((bytes) => Buffer.from(bytes).toString('latin1'));
const headerBytes = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});

const bodyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.json(),
  fc.json().map((text) => text.slice(0, -1)),
  fc.constantFrom(
    '[',
    '{',
    '{"url":',
    `${'['.repeat(5_000)}`,
    '\u00ff\u00fe',
    'null',
    '"',
    '__proto__',
    '{"__proto__":{"a":1}}',
    '{"constructor":1}',
  ),
);

const mediaTypes = fc.oneof(
  fc.constantFrom(
    'application/json',
    'application/json; charset=utf-7',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/vnd.a+json',
    '*/*',
    '',
  ),
  headerBytes,
);

/** What is like a request to an API in all but some of its bytes. */
const requestBytes = ({ id, operations }: Contract): fc.Arbitrary<Buffer> => {
  const operation = fc.constantFrom(...operations);
  return fc
    .record({
      operation,
      method: fc.option(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'BREW'), {
        nil: null,
        freq: 3,
      }),
      path: fc.option(lineBytes, { nil: null, freq: 2 }),
      query: fc.option(lineBytes, { nil: '' }),
      name: fc.constantFrom(
        'X-Any',
        'Accept',
        'Prefer',
        'X-Mock-Session',
        'Authorization',
        'Content-Encoding',
        'Cookie',
        'Expect',
        'If-Match',
      ),
      value: headerBytes,
      type: mediaTypes,
      body: bodyBytes,
    })
    .map(({ operation: { method: documented, ...rest }, method, path, query, name, value, type, body }) => {
      const sample = sampleRequest({ ...rest, method: documented }, { token: 't', apiKey: 't' });
      const target = `/${id}${path === null ? sample.path : `/${path}`}${query === '' ? '' : `?${query}`}`;
      const credentials = name === 'Authorization' ? [] : ['Authorization: Bearer t'];
      const lines = [
        `${method ?? documented} ${target} HTTP/1.1`,
        'Host: x',
        'Connection: close',
        ...credentials,
        `${name}: ${value}`,
        `Content-Type: ${type}`,
        `Content-Length: ${Buffer.byteLength(body, 'latin1')}`,
      ];
      return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
    });
};

const contracts = mock.contracts.map((contract) => ({ id: contract.id, contract }));

describe.each(contracts)('whatever bytes are sent to $id', ({ contract }) => {
  test('are answered, and what it holds is still there', { timeout: 120_000 }, async () => {
    const session = { 'x-mock-session': 'kept' };
    const state = async () => (await ask(mock, 'GET /__mock/state', { headers: session })).text;
    const before = await state();
    await fc.assert(
      fc.asyncProperty(requestBytes(contract), async (bytes) => {
        const answer = await exchange(bytes);
        const [, status = ''] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
        expect(status, answer.slice(0, 300)).toMatch(/^[24]\d\d$/);
        const [head = '', text = ''] = answer.split('\r\n\r\n');
        const isJson = /content-type: [^\r]*json/i.test(head);
        if (text !== '' && isJson) expect(() => JSON.parse(text) as unknown).not.toThrow();
        else
          expect([text, /content-type: text\/plain/i.test(head)]).toSatisfy(
            ([body, isText]) => body === '' || isText === true,
          );
        expect(answer).not.toMatch(/FST_ERR|\bat .*\.[jt]s:\d+/);
      }),
      { numRuns: 300 },
    );
    expect(await state()).toBe(before);
    expect((await ask(mock, 'GET /__mock/health')).status).toBe(200);
  });
});

test('bytes that are nothing like a request are answered too', { timeout: 60_000 }, async () => {
  await fc.assert(
    // Empty lines before a request are no part of it (RFC 9112, 2.2), and make none.
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 300 }).filter(([first]) => first !== 10 && first !== 13),
      async (bytes) => {
        const answer = await exchange(Buffer.concat([Buffer.from(bytes), Buffer.from('\r\n\r\n')]));
        expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      },
    ),
    { numRuns: 100 },
  );
  expect((await ask(mock, 'GET /__mock/health')).status).toBe(200);
});
