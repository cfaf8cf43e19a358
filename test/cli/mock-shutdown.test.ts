import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'undici';
import { expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';

const timeout = 60_000;

const main = join(import.meta.dirname, '../../src/cli/main.ts');

/** Starts the command. */
const started = async (...options: readonly string[]) => {
  const child = spawn(process.execPath, [main, 'mock', '--port', '0', '--api', 'lune', ...options]);
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  while (!out.includes('Listening')) await once(child.stdout, 'data');
  const ended = once(child, 'close').then(([code]) => code as number);
  return { child, ended, url: /Listening at (\S+)/.exec(out)?.[1] ?? '' };
};

const opened = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
};

const request = 'GET /lune/v1/webhooks HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer any\r\n\r\n';

/** Reads a connection to its end. */
const readAll = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
};

test('A mock that closes answers what it was sent, on every busy connection', { timeout }, async () => {
  const mock = await startMock({ apis: ['lune'] });
  const headers = { authorization: 'Bearer any' };
  await fetch(`${mock.url}/lune/v1/webhooks`, { headers });
  let [isClosing, answeredAll] = [false, 0];
  const lost: unknown[] = [];
  const busy = Array.from({ length: 30 }, async () => {
    const client = new Client(mock.url, { pipelining: 1 });
    let answers = 0;
    while (!isClosing || !client.closed) {
      try {
        const { headers: answered, body } = await client.request({ method: 'GET', path: '/lune/v1/webhooks', headers });
        await body.text();
        if (answers++ === 0) answeredAll++;
        if (answered.connection === 'close') break;
      } catch (error) {
        lost.push(error);
        break;
      }
    }
    await client.close();
    return answers;
  });
  while (answeredAll < 30) await wait(20);
  isClosing = true;
  await mock.close();
  for (const answers of await Promise.all(busy)) expect(answers).toBeGreaterThan(0);
  expect(lost).toEqual([]);
});

test('Requests that were sent at once on one connection are all answered by a mock that closes', {
  timeout,
}, async () => {
  const mock = await startMock({ apis: ['lune'], delayMs: 500 });
  const socket = await opened(mock.url);
  const text = readAll(socket);
  socket.write(request.repeat(5));
  await wait(200);
  await mock.close();
  expect((await text).match(/HTTP\/1\.1 200/g)).toHaveLength(5);
  expect((await text).match(/connection: close/gi)).toHaveLength(1);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the command', { timeout }, async (signal) => {
  const { child, ended } = await started();
  child.kill(signal);
  expect(await ended).toBe(0);
});

test('A second signal ends the command at once', { timeout }, async () => {
  const { child, ended, url } = await started();
  const socket = await opened(url);
  socket.on('error', () => {});
  // A request that never comes to its end is under way.
  socket.write('POST /lune/v1/webhooks HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{');
  await wait(200);
  child.kill('SIGTERM');
  await wait(600);
  child.kill('SIGTERM');
  expect(await ended).toBe(130);
  socket.destroy();
});

test.each([
  ['two hosts', 'GET /lune/v1/webhooks HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n'],
  ['the same host twice', 'GET /lune/v1/webhooks HTTP/1.1\r\nHost: a\r\nhost: a\r\nconnection: close\r\n\r\n'],
  ['no host', 'GET /lune/v1/webhooks HTTP/1.1\r\nconnection: close\r\n\r\n'],
  ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
])('A request with %s is refused with 400', { timeout }, async (_, text) => {
  await using mock = await startMock({ apis: ['lune'] });
  const socket = await opened(mock.url);
  const answer = readAll(socket);
  socket.write(text);
  expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
});
