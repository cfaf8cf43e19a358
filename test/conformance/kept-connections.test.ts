import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createSender } from '../../conformance/http/send.ts';

/** Starts a server that does something with the n-th request of a connection, and says how many connections and requests there were. */
const startServer = async (answer: (socket: Socket, nth: number) => void) => {
  let connections = 0;
  let all = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    let requests = 0;
    socket.on('data', () => {
      all++;
      answer(socket, ++requests);
    });
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    get connections() {
      return connections;
    },
    get requests() {
      return all;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

const fine = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** Sends requests one after the other, and gives their statuses, or how they failed. */
const sendThrice = async (url: string, method: string) => {
  const sender = createSender({ timeoutMs: 30_000 });
  const outcomes: unknown[] = [];
  for (let count = 0; count < 3; count++) {
    const { response, failure } = await sender.send({ method, url, headers: {}, body: null });
    outcomes.push(response?.status ?? failure?.kind);
  }
  await sender.close();
  return outcomes;
};

test('A connection is kept for the next request', async () => {
  await using server = await startServer((socket) => socket.write(fine));
  expect(await sendThrice(server.url, 'GET')).toEqual([200, 200, 200]);
  expect(server.connections).toBe(1);
});

test.each(['GET', 'POST'])('A server that closes what it kept just when a %s comes is not blamed', async (method) => {
  await using server = await startServer((socket, nth) => (nth === 1 ? socket.write(fine) : socket.destroy()));
  expect(await sendThrice(server.url, method)).toEqual([200, 200, 200]);
  // What may not be repeated is never sent on a connection that was used before; what may be is sent again where it was.
  expect(server.requests).toBe(method === 'POST' ? 3 : 4);
  expect(server.connections).toBe(3);
});

test('A server that closes a new connection on a request is', async () => {
  await using server = await startServer((socket) => socket.destroy());
  expect(await sendThrice(server.url, 'GET')).toEqual(['closed', 'closed', 'closed']);
});

test('So is one that closes a connection that it kept in the middle of an answer', async () => {
  await using server = await startServer((socket, nth) => {
    if (nth === 1) socket.write(fine);
    else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nhalf');
  });
  expect(await sendThrice(server.url, 'GET')).toEqual([200, 'closed', 200]);
});
