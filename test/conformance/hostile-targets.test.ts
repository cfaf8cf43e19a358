import type { Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { createSender } from '../../conformance/http/send.ts';
import { planAlone, runConformance } from '../../conformance/run/run-conformance.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { madeUpOwnerValues } from '../../src/values/made-up-owner-values.ts';
import { credentials, judgeThrough } from './behind-proxy.ts';
import { startProxy } from './proxy.ts';
import { http, type RawBehaviour, startRawServer } from './raw-server.ts';
import { wholeRun } from './whole-run.ts';

const contracts = await selectContracts({});
const mock = await startMock({ ...credentials, stateless: true });
afterAll(() => mock.close());

/** The patience with a target that is known to be silent. */
const shortMs = 150;
/** The patience with one that answers at once, however busy the machine is. */
const longMs = 60_000;

const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCPSocket')).length;

/** Judges whatever listens at a URL. */
const judge = async (api: string, target: string, timeoutMs = longMs): Promise<RunReport> => {
  const contract = contracts.find(({ id }) => id === api);
  const { runs } = await runConformance({
    contract,
    target,
    ...credentials,
    allowUnowned: ['*'],
    seed: 1,
    runs: 2,
    timeoutMs,
  });
  const [run] = runs;
  if (run === undefined) throw new Error('The suite reported no run.');
  return run;
};

interface Row extends RawBehaviour {
  /** Completes the sentence "a target that …". */
  readonly does: string;
  readonly verdict: RunReport['verdict'];
  readonly reason?: RegExp;
  readonly patienceMs?: number;
}

const replies =
  (answer: Buffer) =>
  (socket: Socket): void =>
    void socket.end(answer);

const repeatedly = (socket: Socket, ms: number, write: () => void): void => {
  const timer = setInterval(write, ms);
  socket.on('close', () => clearInterval(timer));
};

/** Writes for as long as somebody reads. */
const flood = (socket: Socket, chunk: Buffer): void => {
  const write = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', write);
  write();
};

const brackets = 100_000;
const nested = '['.repeat(brackets) + ']'.repeat(brackets);
const manyHeaders = Object.fromEntries(
  Array.from({ length: 5000 }, (_, index) => [`x-header-${index}`, 'x'.repeat(50)]),
);
const html = '<!doctype html><title>Welcome</title><p>Hello';

const rows: readonly Row[] = [
  { does: 'never answers', patienceMs: shortMs, verdict: 'untested', reason: /did not answer within 150 ms/ },
  {
    does: 'sends a byte of its head at a time',
    onRequest: (socket) => {
      const head = [...'HTTP/1.1 200 OK\r\n'];
      repeatedly(socket, 40, () => socket.write(head.shift() ?? 'x'));
    },
    verdict: 'untested',
    patienceMs: shortMs,
    reason: /did not answer within 150 ms/,
  },
  {
    does: 'sends a byte of its body at a time',
    onRequest: (socket) => {
      socket.write(http('200 OK', '', { 'content-length': '100000' }));
      repeatedly(socket, 40, () => socket.write('['));
    },
    verdict: 'untested',
    patienceMs: shortMs,
    reason: /did not answer within 150 ms/,
  },
  {
    does: 'sends a head and then nothing',
    onRequest: (socket) => void socket.write(http('200 OK', '', { 'content-length': '2' })),
    verdict: 'untested',
    patienceMs: shortMs,
    reason: /did not answer within 150 ms/,
  },
  {
    does: 'closes every connection at once',
    onConnect: (socket) => void socket.destroy(),
    verdict: 'untested',
    reason: /closed the connection/,
  },
  {
    does: 'closes every connection when it was asked',
    onRequest: (socket) => void socket.end(),
    verdict: 'untested',
    reason: /closed the connection/,
  },
  {
    does: 'resets every connection',
    onRequest: (socket) => void socket.resetAndDestroy(),
    verdict: 'untested',
    reason: /closed the connection/,
  },
  {
    does: 'closes in the middle of a body',
    onRequest: replies(http('200 OK', '[', { 'content-length': '10' })),
    verdict: 'untested',
    reason: /closed the connection/,
  },
  {
    does: 'closes in the middle of a chunk',
    onRequest: replies(
      Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nff\r\n[1'),
    ),
    verdict: 'untested',
    reason: /closed the connection/,
  },
  {
    does: 'speaks another protocol',
    onRequest: replies(Buffer.from('220 mail.example.com ESMTP\r\n')),
    verdict: 'untested',
    reason: /did not answer in HTTP/,
  },
  {
    does: 'answers with noise',
    onRequest: replies(Buffer.from([0, 255, 128, 13, 10, 13, 10, 0, 1, 2, 3])),
    verdict: 'untested',
    reason: /did not answer in HTTP/,
  },
  {
    does: 'sends more and more headers',
    onRequest: replies(http('200 OK', '[]', manyHeaders)),
    verdict: 'untested',
    reason: /larger headers than are read/,
  },
  {
    does: 'floods its head',
    onRequest: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      flood(socket, Buffer.from(`x-more: ${'x'.repeat(8000)}\r\n`));
    },
    verdict: 'untested',
    reason: /larger headers than are read/,
  },
  {
    does: 'says for ever that it goes on',
    onRequest: (socket) => repeatedly(socket, 10, () => socket.write('HTTP/1.1 100 Continue\r\n\r\n')),
    verdict: 'untested',
    patienceMs: shortMs,
    reason: /did not answer within 150 ms|closed the connection/,
  },
  {
    does: 'wants to speak another protocol',
    onRequest: (socket) =>
      void socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    verdict: 'untested',
    patienceMs: shortMs,
    reason: /closed the connection|did not answer/,
  },
  {
    does: 'answers 099',
    patienceMs: shortMs,
    onRequest: replies(http('099 Low', '[]')),
    verdict: 'untested',
    reason: /./,
  },
  { does: 'answers 429 to everything', onRequest: replies(http('429 No')), verdict: 'untested', reason: /too busy/ },
  { does: 'answers 503 to everything', onRequest: replies(http('503 No')), verdict: 'untested', reason: /too busy/ },
  {
    does: 'asks for endless patience',
    onRequest: replies(http('429 No', '', { 'retry-after': '99999999999' })),
    verdict: 'untested',
    reason: /too busy/,
  },
  {
    does: 'answers 401 to everything',
    onRequest: replies(http('401 No', '{}')),
    verdict: 'untested',
    reason: /refused the credentials: \w+ was answered 401/,
  },
  {
    does: 'answers 403 to everything',
    onRequest: replies(http('403 No', '{}')),
    verdict: 'untested',
    reason: /refused the credentials: \w+ was answered 403/,
  },
  // What follows was judged.
  { does: 'answers 500 to everything', onRequest: replies(http('500 No', '{}')), verdict: 'nonconformant' },
  { does: 'answers 999 to everything', onRequest: replies(http('999 High', '[]')), verdict: 'nonconformant' },
  { does: 'answers 204 to everything', onRequest: replies(http('204 No')), verdict: 'nonconformant' },
  {
    does: 'answers everything with HTML',
    onRequest: replies(http('200 OK', html, { 'content-type': 'text/html' })),
    verdict: 'nonconformant',
  },
  { does: 'answers everything with nothing', onRequest: replies(http('200 OK')), verdict: 'nonconformant' },
  {
    does: 'redirects to itself',
    onRequest: replies(http('302 Found', '', { location: '/v1/webhooks' })),
    verdict: 'nonconformant',
  },
  {
    does: 'floods its body',
    onRequest: (socket, index) => {
      // Some of them are enough: each costs both sides megabytes.
      if (index > 10) return void socket.end(http('200 OK', 'x'));
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
      flood(socket, Buffer.alloc(65_536, '[{"secret":"'));
    },
    verdict: 'nonconformant',
  },
  {
    does: 'sends more than it said',
    onRequest: replies(http('200 OK', '[]]]]]]', { 'content-length': '2' })),
    verdict: 'nonconformant',
  },
  { does: 'nests too deep', onRequest: replies(http('200 OK', nested)), verdict: 'nonconformant' },
  {
    does: 'sends bytes that are no UTF-8',
    onRequest: replies(http('200 OK', Buffer.from([0x22, 0xff, 0xc0, 0xed, 0xa0, 0x80, 0x22]))),
    verdict: 'nonconformant',
  },
  {
    does: 'sends the names of what objects have anyway',
    onRequest: replies(
      http(
        '200 OK',
        '{"__proto__":{"id":"a"},"constructor":null,"toString":1,"id":"__proto__","data":{"__proto__":[]}}',
      ),
    ),
    verdict: 'nonconformant',
  },
  {
    does: 'sends numbers that are none',
    onRequest: replies(
      http('200 OK', '{"success":1e999,"data":-1e999,"id":1e400,"subscription":{"id":123456789012345678901234567890}}'),
    ),
    verdict: 'nonconformant',
  },
  {
    does: 'sends lone surrogates',
    onRequest: replies(
      http('200 OK', '{"id":"\\ud800","secret":"\\udfff secret","data":{"id":"\\ud800"},"success":true}'),
    ),
    verdict: 'nonconformant',
  },
];

// By one contract: what a target does to the run has nothing to do with what the contract says.
describe('Judged by a contract', () => {
  test.each(rows)('a target that $does is $verdict', async ({ does: _, verdict, reason, patienceMs, ...behaviour }) => {
    const before = sockets();
    await using server = await startRawServer(behaviour);
    const run = await judge('lune', server.url, patienceMs);
    const why = reason ?? /^(every request was answered \d+\. Check|The target .* times in a row\.)/;
    expect(run.verdict).toBe(verdict);
    if (reason !== undefined || run.reason !== null) expect(run.reason).toMatch(why);
    expect(run.findings.length > 0).toBe(verdict === 'nonconformant');
    await server[Symbol.asyncDispose]();
    await expect.poll(sockets).toBeLessThanOrEqual(before);
  });
});

test('A port where nobody listens is untested', async () => {
  const server = await startRawServer({});
  await server[Symbol.asyncDispose]();
  const run = await judge('lune', server.url);
  expect(run).toMatchObject({
    verdict: 'untested',
    reason: expect.stringMatching(/cannot be reached \(ECONNREFUSED\)/),
  });
});

/** How long the machine may look for a name: five times as long is less than a test may take. */
const namesMs = 20_000;

test('A host that does not exist is untested', async () => {
  const run = await judge('lune', 'http://nowhere.invalid', namesMs);
  // Some machines ask for names for long.
  const reason = expect.stringMatching(/cannot be reached|did not answer within/);
  expect(run).toMatchObject({ verdict: 'untested', reason });
});

test.each([
  { api: 'cloudflare', verdict: 'nonconformant' },
  { api: 'lune', verdict: 'untested' },
  { api: 'management', verdict: 'nonconformant' },
])(
  'A target that finds nothing anywhere is $verdict by the contract of $api, as strong as its statuses are',
  async ({ api, verdict }) => {
    await using server = await startRawServer({ onRequest: replies(http('404 No', '{}')) });
    const [contract] = contracts.filter(({ id }) => id === api);
    if (contract === undefined) throw new Error('There is no such contract.');
    const set = madeUpOwnerValues(contract);
    const { runs } = await runConformance({ ...credentials, contract, target: server.url, set, seed: 1, runs: 1 });
    expect(runs).toMatchObject([{ verdict }]);
  },
);

test('A target that knows none of the values that were made up for its owner is not blamed for it, but its owner asked for some', async () => {
  await using server = await startRawServer({ onRequest: replies(http('404 No', '{}')) });
  expect(await judge('cloudflare', server.url)).toMatchObject({
    verdict: 'untested',
    requests: 1,
    reason: expect.stringContaining('Give one with --set account_id=VALUE.'),
  });
});

test('A redirect is not followed', async () => {
  await using elsewhere = await startRawServer({ onRequest: replies(http('200 OK', '[]')) });
  await using server = await startRawServer({
    onRequest: replies(http('307 Elsewhere', '', { location: `${elsewhere.url}/v1/webhooks` })),
  });
  const run = await judge('lune', server.url);
  expect(run.verdict).toBe('nonconformant');
  expect(server.requests).toBe(run.requests);
  expect(elsewhere.requests).toBe(0);
});

test.each([1, 2, 37, 200])('A target that dies at request %i is untested, and not blamed for it', async (last) => {
  const [contract] = contracts.filter(({ id }) => id === 'lune');
  if (contract === undefined) throw new Error('There is no such contract.');
  let count = 0;
  await using proxy = await startProxy(contract, `${mock.url}/lune`, {
    closes: () => {
      if (++count < last) return false;
      void proxy[Symbol.asyncDispose]();
      return true;
    },
  });
  const run = await judge('lune', proxy.url);
  expect(run.findings).toEqual([]);
  expect(run).toMatchObject({ verdict: 'untested', reason: expect.stringMatching(/cannot be reached/) });
});

test('A target that closes the connection over one operation is blamed for that alone', async () => {
  const { run } = await judgeThrough(mock, 'lune', { closes: ({ operation }) => operation === 'rotateWebhookSecret' });
  expect(run.findings.map(({ clause, received }) => [clause, received])).toEqual([
    ['lune/rotateWebhookSecret:answered', expect.stringMatching(/closed the connection/)],
    ['lune/rotateWebhookSecret:credentials', expect.stringMatching(/closed the connection/)],
  ]);
});

test('Of a target that deletes nothing, no more than fifty things are made that stay', async () => {
  const made = new Set<string>();
  let count = 0;
  const { run, requests } = await judgeThrough(
    mock,
    'cloudflare',
    {
      request: (request) => ({ ...request, url: request.url.replace(/0000[0-9a-f]{4}-/, '0d1f069d-') }),
      response: (response, { operation }) => {
        if (operation === 'deleteWebhook' && response.status === 200) return { status: 500, headers: {}, body: '' };
        if (operation !== 'createWebhook' || response.status !== 201) return response;
        const id = `0000${(++count).toString(16).padStart(4, '0')}-43bb-489a-ad8c-7eb95592ba8e`;
        made.add(id);
        return { ...response, body: response.body.replaceAll(/0d1f069d-43bb-489a-ad8c-7eb95592ba8e/g, id) };
      },
    },
    { runs: 25 },
  );
  expect(run.findings.map(({ clause }) => clause)).toEqual(['cloudflare/deleteWebhook:answered']);
  expect(made.size).toBe(50);
  expect(run.leftovers).toHaveLength(50);
  expect(requests.length).toBeGreaterThan(500);
});

/** Carries requests to a server, save those of one operation, which it says at once to have waited for in vain. */
const hangingIn = (isOf: (request: HttpRequest) => boolean) => {
  const sender = createSender({ timeoutMs: longMs });
  let hung = 0;
  return {
    get hung() {
      return hung;
    },
    async send(request: HttpRequest): Promise<Exchange> {
      if (!isOf(request)) return sender.send(request);
      hung++;
      const failure = { kind: 'timeout', message: `did not answer within ${longMs} ms` } as const;
      return { request, response: null, failure, durationMs: longMs };
    },
    close: () => sender.close(),
  };
};

test('A target that hangs in one operation costs a few timeouts, and is told so', async () => {
  const plan = await planAlone({
    ...credentials,
    allowUnowned: ['*'],
    api: 'lune',
    target: `${mock.url}/lune`,
    seed: 1,
    runs: 25,
    skip: ['lune/webhook:*'],
    timeoutMs: longMs,
  });
  const wire = hangingIn(({ method, url }) => method === 'GET' && /\/webhooks\/[^/]+$/.test(url));
  const report = await wholeRun(plan, { wire, shrinks: true });
  expect(report.findings.map(({ clause, received }) => [clause, received])).toEqual([
    ['lune/getWebhook:answered', `the target did not answer within ${longMs} ms`],
    ['lune/getWebhook:credentials', `not refused: the target did not answer within ${longMs} ms`],
  ]);
  expect(report.verdict).toBe('nonconformant');
  expect(wire.hung).toBeGreaterThan(1);
  expect(wire.hung).toBeLessThan(15);
});
