import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';

const mock = await startMock({ apis: ['lune'], bodyLimitBytes: 1000 });
afterAll(() => mock.close());

/** How long the first byte of an answer may take on a busy machine. */
const firstByteMsMax = 3_000;

/** Writes bytes on a connection, and reads what comes back until the server ends it or goes quiet. */
const exchange = async (text: string, quietMs = 300): Promise<string> => {
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setTimeout(firstByteMsMax, () => socket.destroy());
  socket.on('data', (chunk) => {
    received += chunk;
    socket.setTimeout(quietMs);
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return received;
};

const head = (...lines: readonly string[]) => [...lines, 'Host: x', 'Authorization: Bearer t', '', ''].join('\r\n');
const json = 'Content-Type: application/json';

describe('what is hardly HTTP is answered at once', () => {
  test.each([
    { name: 'an unknown method', text: head('NOPE / HTTP/1.1'), first: 'HTTP/1.1 400' },
    { name: 'noise', text: '\u0000\u0001\r\n\r\n', first: 'HTTP/1.1 400' },
    {
      name: 'headers without end',
      text: head('GET / HTTP/1.1', `X-Long: ${'x'.repeat(40_000)}`),
      first: 'HTTP/1.1 431',
    },
    {
      name: 'an upgrade',
      text: head('GET /v1/webhooks HTTP/1.1', 'Connection: upgrade', 'Upgrade: h2c'),
      first: 'HTTP/1.1 200',
    },
    { name: 'the asterisk', text: head('OPTIONS * HTTP/1.1'), first: 'HTTP/1.1 404' },
    { name: 'two slashes', text: head('GET //v1/webhooks HTTP/1.1'), first: 'HTTP/1.1 404' },
    { name: 'dots', text: head('GET /lune/../v1/webhooks HTTP/1.1'), first: 'HTTP/1.1 404' },
    { name: 'an absolute URL', text: head('GET http://api.lune.co/v1/webhooks HTTP/1.1'), first: 'HTTP/1.1 200' },
    {
      name: 'a body in chunks',
      text: `${head('POST /v1/webhooks HTTP/1.1', json, 'Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`,
      first: 'HTTP/1.1 400',
    },
    {
      name: 'chunks of text',
      text: `${head('POST /v1/webhooks HTTP/1.1', 'Content-Type: text/plain', 'Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`,
      first: 'HTTP/1.1 415',
    },
    {
      name: 'chunks beyond the limit',
      text: `${head('POST /v1/webhooks HTTP/1.1', json, 'Transfer-Encoding: chunked')}7d0\r\n${'x'.repeat(2000)}\r\n`,
      first: 'HTTP/1.1 413',
    },
    {
      name: 'a length beyond the limit',
      text: head('POST /v1/webhooks HTTP/1.1', json, 'Content-Length: 1001'),
      first: 'HTTP/1.1 413',
    },
    { name: 'HEAD', text: head('HEAD /v1/webhooks HTTP/1.1'), first: 'HTTP/1.1 405' },
  ])('$name: $first', async ({ text, first }) => {
    const answer = await exchange(text);
    expect(answer.split('\r\n')[0]).toContain(first);
    // Fastify's own errors have these three, and none of ours does.
    expect(answer).not.toMatch(/"statusCode"|FST_ERR|"error":"[A-Z]/);
  });

  test('HEAD has no body', async () => {
    const answer = await exchange(head('HEAD /v1/webhooks HTTP/1.1'));
    expect(answer.split('\r\n\r\n')[1]).toBe('');
  });

  test('a limit holds to the byte', async () => {
    const body = (length: number) => `"${'x'.repeat(length - 2)}"`;
    expect((await ask(mock, 'POST /v1/webhooks', { body: body(1000) })).status).toBe(400);
    expect((await ask(mock, 'POST /v1/webhooks', { body: body(1001) })).status).toBe(413);
  });
});
