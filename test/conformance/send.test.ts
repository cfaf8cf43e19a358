import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { createSender } from '../../conformance/http/send.ts';
import { responseBytesMax } from '../../conformance/settings/limits.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { type Played, type SeenRequest, startPlayedServer } from './played-server.ts';

/** Sends requests one after the other to a server that answers as it is told, and gives what it saw and what came back. */
const sendTo = async (
  answer: (seen: SeenRequest) => Played,
  requests: readonly (Partial<HttpRequest> & { readonly path?: string })[],
): Promise<{ readonly seen: readonly SeenRequest[]; readonly exchanges: readonly Exchange[] }> => {
  await using server = await startPlayedServer(answer);
  const sender = createSender({ timeoutMs: 10_000 });
  const exchanges: Exchange[] = [];
  for (const { path = '/', ...request } of requests)
    exchanges.push(await sender.send({ method: 'GET', headers: {}, body: null, ...request, url: server.url + path }));
  await sender.close();
  return { seen: server.requests, exchanges };
};

const fine = (): Played => [200, []];

test.each(['GET', 'DELETE', 'OPTIONS', 'POST', 'PATCH'])('The body of a %s goes with its length', async (method) => {
  const body = '{"ids":["é"]}';
  const { seen, exchanges } = await sendTo(fine, [{ method, body }, { method }]);
  expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200]);
  expect(seen.map((one) => [one.method, one.body])).toEqual([
    [method, body],
    [method, ''],
  ]);
  expect(seen[0]?.headers['content-length']).toBe('14');
});

test('A path is sent as it is written, with segments that others would take for a way up', async () => {
  const paths = ['/a/%2E%2E/b', '/a/../b', '/a/%252E/%C3%A9?q=%2E%2E&r=1%25', '/%25/%20'];
  const { seen } = await sendTo(
    fine,
    paths.map((path) => ({ path })),
  );
  expect(seen.map(({ path }) => path)).toEqual(['/a/%2E%2E/b', '/b', ...paths.slice(2)]);
});

test('No coding is asked for, unless whoever sends asks for one', async () => {
  const { seen } = await sendTo(fine, [{}, { headers: { 'accept-encoding': 'br' } }]);
  expect(seen.map(({ headers }) => headers['accept-encoding'])).toEqual(['identity', 'br']);
});

const value = { text: 'é'.repeat(100) };
const written = Buffer.from(JSON.stringify(value));

test.each([
  ['gzip', gzipSync(written)],
  ['x-gzip', gzipSync(written)],
  ['GZIP', gzipSync(written)],
  ['deflate', deflateSync(written)],
  ['br', brotliCompressSync(written)],
  ['identity', written],
])('A body that comes in %s all the same is read', async (coding, bytes) => {
  const { exchanges } = await sendTo(() => [200, bytes, { 'content-encoding': coding }], [{}]);
  expect(exchanges[0]?.response).toMatchObject({ body: written.toString(), truncated: false });
});

test.each([
  ['in a coding that is not read', 'zstd', written],
  ['in several codings', 'gzip, br', written],
  ['larger than is read once it is decoded', 'gzip', gzipSync(Buffer.alloc(responseBytesMax + 1))],
])('One that is %s is not', async (_, coding, bytes) => {
  const { exchanges } = await sendTo(() => [200, bytes, { 'content-encoding': coding }], [{}]);
  expect(exchanges[0]?.response).toMatchObject({ status: 200, truncated: true });
});

test.each(['gzip', 'deflate', 'br'])('One that is not in %s, as it says, is no HTTP', async (coding) => {
  const { exchanges } = await sendTo(() => [200, written, { 'content-encoding': coding }], [{}]);
  expect(exchanges[0]?.failure).toEqual({
    kind: 'malformed',
    message: 'answered with a body that is not in the coding that it names',
  });
});

test('An answer without a body has none to decode', async () => {
  const { exchanges } = await sendTo(
    () => [200, Buffer.alloc(0), { 'content-encoding': 'gzip' }],
    [{ method: 'HEAD' }, {}],
  );
  expect(exchanges.map(({ response }) => [response?.body, response?.truncated])).toEqual([
    ['', false],
    ['', false],
  ]);
});
