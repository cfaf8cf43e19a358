import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { failuresInARowMax, sameAnswersMin } from '../../conformance/settings/limits.ts';
import { settingsOf } from '../../conformance/settings/options.ts';
import { Connection } from '../../conformance/target/connection.ts';
import { paced } from '../../conformance/target/pace.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { HttpRequest } from '../../src/http/messages.ts';

const contract = await loadContract('openapi/lune.yaml');
const [operation] = contract.operations;
if (operation === undefined) throw new Error('The contract has no operations.');
const call = { operation, values: { parameters: {}, body: undefined }, credentials: 'valid' } as const;
const witness = { learnRequest: () => undefined, learnResponse: () => undefined };

interface Planned {
  readonly status: number | null;
  readonly ms?: number;
  /** Is waited for before the answer comes. */
  readonly until?: Promise<void>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends as if a server gave some answers in turn, the last one for ever. */
const answering = (planned: readonly Planned[], sentAt: number[] = []) => {
  let count = 0;
  return {
    async send(request: HttpRequest): Promise<Exchange> {
      const startedAt = performance.now();
      sentAt.push(startedAt);
      const { status, ms = 1, until, headers = {} } = planned[Math.min(count++, planned.length - 1)] ?? { status: 200 };
      await wait(ms);
      await until;
      const durationMs = performance.now() - startedAt;
      if (status === null)
        return { request, response: null, failure: { kind: 'closed', message: 'closed the connection' }, durationMs };
      return { request, response: { status, headers, body: '{}', truncated: false }, failure: null, durationMs };
    },
    together: <Result>(_count: number, action: () => Promise<Result>) => action(),
    close: async () => undefined,
  };
};

const connect = (planned: readonly Planned[]): Connection =>
  new Connection(settingsOf(contract, { target: 'http://127.0.0.1:9', token: 't' }), answering(planned), witness);

const inTurn = async (connection: Connection, count: number): Promise<void> => {
  for (let index = 0; index < count; index++) await connection.send(call);
};

test('A target that fails so many times in a row is gone', async () => {
  const connection = connect([{ status: null }]);
  await inTurn(connection, failuresInARowMax - 1);
  expect(connection.gone).toBeNull();
  await inTurn(connection, 1);
  expect(connection.gone).toMatch(/closed the connection, \d+ times in a row/);
});

test('What fails at the same time fails once', async () => {
  const connection = connect([{ status: null, ms: 10 }]);
  await Promise.all(Array.from({ length: 2 * failuresInARowMax }, () => connection.send(call)));
  expect(connection.gone).toBeNull();
});

test('What is gone stays gone, whatever answer comes late', async () => {
  const { promise: until, resolve: answer } = Promise.withResolvers<void>();
  const connection = connect([{ status: 200, until }, { status: null }]);
  const late = connection.send(call);
  await inTurn(connection, failuresInARowMax);
  expect(connection.gone).not.toBeNull();
  answer();
  await late;
  expect(connection.gone).not.toBeNull();
});

test.each([
  { does: 'answers 404 to everything', planned: [{ status: 404 }], status: 404 },
  { does: 'answers 200 to everything', planned: [{ status: 200 }], status: null },
  { does: 'answers once, and 404 from then on', planned: [{ status: 200 }, { status: 404 }], status: null },
  { does: 'answers 404 or nothing', planned: [{ status: 404 }, { status: null }, { status: 404 }], status: null },
])('A target that $does has the only status $status', async ({ planned, status }) => {
  const connection = connect(planned);
  await inTurn(connection, sameAnswersMin - 1);
  expect(connection.onlyStatus).toBeNull();
  await inTurn(connection, 1);
  expect(connection.onlyStatus).toBe(status);
});

const request: HttpRequest = { method: 'GET', url: 'http://127.0.0.1:9', headers: {}, body: null };
const busy: Planned = { status: 429, headers: { 'retry-after': '1' } };

test('A pause that a server asks for holds for all, for what waits meanwhile too', async () => {
  const sentAt: number[] = [];
  const sender = paced(answering([busy, { status: 200 }], sentAt), 10, new AbortController().signal);
  await Promise.all([1, 2, 3, 4].map(() => sender.send(request)));
  const [first = 0, ...others] = sentAt;
  expect(others).toHaveLength(4);
  expect(Math.min(...others) - first).toBeGreaterThan(950);
});

test('Whoever interrupts a long pause does not wait for its end', async () => {
  const sentAt: number[] = [];
  const controller = new AbortController();
  const long: Planned = { status: 429, headers: { 'retry-after': '25' } };
  const sender = paced(answering([long, { status: 200 }], sentAt), null, controller.signal);
  const startedAt = performance.now();
  const waiting = sender.send(request);
  await wait(50);
  controller.abort();
  await Promise.all([waiting, sender.send(request)]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('What may go at once is what was to go at once, and nothing that comes between', async () => {
  const urls: string[] = [];
  const wire = answering([{ status: 200 }]);
  const sender = paced(
    {
      ...wire,
      send: (sent: HttpRequest) => {
        urls.push(sent.url);
        return wire.send(sent);
      },
    },
    10,
    new AbortController().signal,
  );
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const stranger = begun.then(() => sender.send({ ...request, url: 'stranger' }));
  await sender.together(2, async () => {
    begin();
    await wait(5);
    await sender.send({ ...request, url: 'first' });
    await sender.send({ ...request, url: 'second' });
  });
  await stranger;
  expect(urls).toEqual(['first', 'second', 'stranger']);
});
