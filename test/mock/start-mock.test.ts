import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type RequestRecord, recordLine } from '../../src/mock/journal/request-record.ts';
import type { MockOptions } from '../../src/mock/options.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';

const list = 'GET /lune/v1/webhooks';

/** Waits until a server of this process has got a request. */
const requestArrives = (): Promise<void> =>
  new Promise((resolve) => {
    const arrived = (): void => {
      unsubscribe('http.server.request.start', arrived);
      resolve();
    };
    subscribe('http.server.request.start', arrived);
  });

const sockets = () => process.getActiveResourcesInfo().filter((name) => /Server|TCP|Timeout/.test(name)).length;

describe('starting and stopping', () => {
  test('fifty times leaves nothing open', { timeout: 60_000 }, async () => {
    const before = sockets();
    for (let count = 0; count < 50; count++) {
      await using mock = await startMock({ apis: ['lune'] });
      expect((await fetch(`${mock.url}/v1/webhooks`)).status).toBe(401);
    }
    // Not with expect.poll, whose own timer would count.
    for (let waits = 0; waits < 100 && sockets() > before; waits++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sockets()).toBeLessThanOrEqual(before);
  });

  test('closing twice is closing once, and waits for no idle connection', async () => {
    const mock = await startMock({ apis: ['lune'] });
    const idle = connect(Number(new URL(mock.url).port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    await ask(mock, list);
    const ended = once(idle, 'close');
    await Promise.all([mock.close(), mock.close()]);
    await ended;
  });

  test('closing ends a delay', async () => {
    const mock = await startMock({ apis: ['lune'] });
    // What an API needs for its first answer is made before the delay.
    await ask(mock, list);
    await ask(mock, 'PUT /__mock/faults', { body: { delayMs: 60_000 } });
    const arrives = requestArrives();
    const asked = ask(mock, list);
    await arrives;
    await mock.close();
    expect((await asked).status).toBe(200);
  });

  test('a delay holds an answer back, but not the control', async () => {
    const delayMs = 2_000;
    await using mock = await startMock({ apis: ['lune'], delayMs });
    const startedAt = performance.now();
    const answered: string[] = [];
    await Promise.all([list, 'GET /__mock/health'].map((line) => ask(mock, line).then(() => answered.push(line))));
    expect(performance.now() - startedAt).toBeGreaterThan(0.95 * delayMs);
    expect(answered).toEqual(['GET /__mock/health', list]);
  });
});

describe('failures', () => {
  const failures = async (options: MockOptions): Promise<readonly number[]> => {
    await using mock = await startMock({ apis: ['lune'], checkOutput: true, ...options });
    const statuses: number[] = [];
    for (let count = 0; count < 40; count++) statuses.push((await ask(mock, list)).status);
    return statuses;
  };

  test('come in the share that was asked for, and repeat with the seed', async () => {
    const statuses = await failures({ failRate: 0.5, seed: 1 });
    const failed = statuses.filter((status) => status === 503).length;
    expect([failed > 8 && failed < 32, new Set(statuses)]).toEqual([true, new Set([200, 503])]);
    expect(await failures({ failRate: 0.5, seed: 1 })).toEqual(statuses);
    expect(await failures({ failRate: 0.5, seed: 2 })).not.toEqual(statuses);
  });

  test('are problems that say when to come back', async () => {
    await using mock = await startMock({ apis: ['lune'], failRate: 1 });
    const answer = await ask(mock, list);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.body).toMatchObject({ title: 'Service Unavailable', status: 503 });
    expect((await ask(mock, 'GET /__mock/health')).status).toBe(200);
  });
});

describe('the log', () => {
  test('has a record for each request, without secrets', async () => {
    const records: RequestRecord[] = [];
    await using mock = await startMock({
      apis: ['lune'],
      token: 'right-secret',
      log: (record) => records.push(record),
    });
    await ask(mock, 'GET /lune/v1/webhooks?account_id=a-secret', { headers: { authorization: 'Bearer b-secret' } });
    await ask(mock, 'POST /lune/v1/webhooks', {
      headers: { authorization: 'Bearer right-secret' },
      body: '{"url": c-secret',
    });
    await ask(mock, 'GET /other', { headers: { 'x-api-key': 'd-secret' } });
    expect(records).toMatchObject([
      { method: 'GET', path: '/lune/v1/webhooks', api: 'lune', operation: 'listWebhooks', status: 401 },
      {
        method: 'POST',
        operation: 'createWebhook',
        status: 400,
        reason: expect.stringContaining('not well-formed JSON'),
      },
      { path: '/other', operation: null, status: 404 },
    ]);
    expect(JSON.stringify(records)).not.toContain('secret');
  });

  test('is one line a record, whatever the client chose to send', () => {
    const record = {
      method: 'GET',
      path: '/%0A',
      api: null,
      operation: null,
      status: 400,
      durationMs: 1.26,
      reason: 'no\n\u001b[2J\u202e',
      stack: null,
    };
    expect(recordLine(record)).toBe('GET /%0A 400 1.3 ms: no ‹U+001B›[2J‹U+202E›');
  });
});

describe('options that cannot be', () => {
  test.each<{ options: MockOptions; says: string }>([
    { options: { port: 65_536 }, says: 'port must be a whole number from 0 to 65535' },
    { options: { delayMs: -1 }, says: 'delayMs must be' },
    { options: { delayMs: 60_001 }, says: 'delayMs must be' },
    { options: { failRate: 1.1 }, says: 'failRate must be a number from 0 to 1' },
    { options: { failRate: Number.NaN }, says: 'failRate must be' },
    { options: { bodyLimitBytes: 0 }, says: 'bodyLimitBytes must be' },
    { options: { seed: 0.5 }, says: 'seed must be a whole number' },
    { options: { token: '' }, says: 'token is empty' },
    { options: { apis: ['lnue'] }, says: 'Did you mean lune?' },
    { options: { host: '0.0.0.0' }, says: '--control-token' },
    { options: { host: '192.0.2.1', controlToken: 'c' }, says: 'is no address of this machine' },
  ])('$options: $says', async ({ options, says }) => {
    await expect(startMock(options)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(says),
    });
  });

  test('a port that is taken is named', async () => {
    await using mock = await startMock({ apis: ['lune'] });
    const port = Number(new URL(mock.url).port);
    await expect(startMock({ apis: ['lune'], port })).rejects.toThrow(`127.0.0.1:${port} is in use`);
  });

  test('every address may be listened at with a control token', async () => {
    await using mock = await startMock({ apis: ['lune'], host: '0.0.0.0', controlToken: 'c' });
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await ask(mock, list)).status).toBe(200);
  });
});
