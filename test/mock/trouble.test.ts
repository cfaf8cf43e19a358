import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/document/usage-error.ts';
import { type Failure, failures } from '../../src/mock/faults/faults.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asking, ask } from './ask.ts';

const mock = await startMock({ seed: 1, token: 't' });
afterAll(() => mock.close());
beforeEach(() => mock.reset());

const authorization = 'Bearer t';
const send = (line: string, { headers, ...rest }: Asking = {}) =>
  ask(mock, line, { headers: { authorization, ...headers }, ...rest });
const putFaults = (body: unknown, headers: Record<string, string> = {}) =>
  ask(mock, 'PUT /__mock/faults', { body, headers });

const hooks = '/lune/v1/webhooks';
const broken = 'lune/listWebhooks/200/body:type';

describe('what is wrong on purpose', () => {
  test('is said and asked for at /__mock/faults, session by session', async () => {
    const nothing = { break: [], delayMs: 0, failRate: 0, failWith: '503' };
    expect((await ask(mock, 'GET /__mock/faults')).body).toEqual(nothing);
    expect((await putFaults({ break: [broken] }, { 'x-mock-session': 'a' })).status).toBe(204);
    expect((await ask(mock, 'GET /__mock/faults')).body).toEqual(nothing);
    expect((await send(`GET ${hooks}`, { headers: { 'x-mock-session': 'a' } })).body).not.toBeInstanceOf(Array);
    expect((await send(`GET ${hooks}`)).body).toBeInstanceOf(Array);
    await ask(mock, 'POST /__mock/reset', { headers: { 'x-mock-session': 'a' } });
    expect((await send(`GET ${hooks}`, { headers: { 'x-mock-session': 'a' } })).body).toBeInstanceOf(Array);
  });

  test('is for one request alone, where that prefers it', async () => {
    expect((await send(`GET ${hooks}`, { headers: { prefer: `break=${broken}` } })).body).not.toBeInstanceOf(Array);
    expect((await send(`GET ${hooks}`)).body).toBeInstanceOf(Array);
    const both = `break=${broken}; break="lune/listWebhooks/200:media-type"`;
    const answer = await send(`GET ${hooks}`, { headers: { prefer: both } });
    expect([answer.headers['content-type'], Array.isArray(answer.body)]).toEqual(['text/html; charset=utf-8', false]);
  });

  test('is there from the start, and again after a reset', async () => {
    await using started = await startMock({ apis: ['lune'], break: [broken] });
    expect((await ask(started, `GET ${hooks}`)).body).not.toBeInstanceOf(Array);
    started.break();
    expect((await ask(started, `GET ${hooks}`)).body).toBeInstanceOf(Array);
    started.reset();
    expect((await ask(started, `GET ${hooks}`)).body).not.toBeInstanceOf(Array);
  });

  test('works without memory too', async () => {
    await using stateless = await startMock({ apis: ['lune'], stateless: true, break: [broken] });
    expect((await ask(stateless, `GET ${hooks}`)).body).not.toBeInstanceOf(Array);
  });

  test.each([
    { faults: { break: ['lune/listWebhooks/200/body:tpye'] }, says: 'Did you mean lune/listWebhooks/200/body:type?' },
    { faults: { break: ['other/x:y'] }, says: 'There is no clause other/x:y.' },
    {
      faults: { break: ['lune/createWebhook/request/body/url:format'] },
      says: 'cannot be broken: the format https-url',
    },
    { faults: { break: 'lune' }, says: 'break must be a list of clauses.' },
    { faults: { brek: [] }, says: 'Did you mean break?' },
    { faults: { failRate: 2 }, says: 'failRate must be a number from 0 to 1.' },
    { faults: { delayMs: '1' }, says: 'delayMs must be a number.' },
    { faults: { failWith: '500' }, says: 'failWith must be one of: 503, 429, drop.' },
    { faults: [broken], says: 'Faults are an object' },
  ])('cannot be $faults', async ({ faults, says }) => {
    const answer = await putFaults(faults);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(says)]);
    expect((await send(`GET ${hooks}`)).body).toBeInstanceOf(Array);
  });

  test('cannot be a clause that there isn’t, wherever it is named', async () => {
    const prefer = 'break=lune/listWebhooks/200/body:tpye';
    const answer = await send(`GET ${hooks}`, { headers: { prefer } });
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining('Did you mean lune/listWebhooks/200/body:type?'),
    ]);
    expect(() => mock.break('lune/x:y')).toThrow(UsageError);
    await expect(startMock({ break: ['lune/x:y'] })).rejects.toThrow('There is no clause lune/x:y.');
  });
});

describe('a request that breaks a clause', () => {
  test.each([
    {
      clause: 'lune/listWebhooks:credentials',
      line: `GET ${hooks}`,
      asking: { headers: { authorization: 'Bearer wrong' } },
      right: 401,
    },
    {
      clause: 'lune/listWebhooks:credentials',
      line: `GET ${hooks}`,
      asking: { headers: { authorization: '' } },
      right: 401,
    },
    {
      clause: 'lune/createWebhook/request/body:well-formed',
      line: `POST ${hooks}`,
      asking: { body: '{"url":' },
      right: 400,
    },
    {
      clause: 'lune/createWebhook/request/body:media-type',
      line: `POST ${hooks}`,
      asking: { body: '{"url":"https://hooks.example.com/a"}', type: 'text/plain' },
      right: 415,
    },
    { clause: 'lune/createWebhook/request/body:required', line: `POST ${hooks}`, asking: {}, right: 400 },
    {
      clause: 'management/getWebhookSubscriptions/request/query/take:type',
      line: 'GET /management/v1/webhooks/subscriptions?take=x',
      asking: {},
      right: 400,
    },
    {
      clause: 'management/getWebhookSubscriptions/request/query/take:format',
      line: 'GET /management/v1/webhooks/subscriptions?take=2147483648',
      asking: {},
      right: 400,
    },
  ])('is let through where the mock breaks it too: $clause', async ({ clause, line, asking, right }) => {
    expect((await send(line, asking)).status).toBe(right);
    mock.break(clause);
    expect((await send(line, asking)).status).toBe(200);
    mock.break(
      clause
        .replace('lune/listWebhooks', 'lune/getWebhook')
        .replace('createWebhook', 'updateWebhook')
        .replace('getWebhookSubscriptions', 'getWebhookEvents'),
    );
    expect((await send(line, asking)).status).toBe(right);
  });

  test('is still refused for what else is wrong', async () => {
    mock.break('lune/createWebhook/request/body/url:pattern');
    const asking = (body: unknown): Asking => ({ body });
    expect((await send(`POST ${hooks}`, asking({ url: 'http://lune.co' }))).status).toBe(200);
    expect((await send(`POST ${hooks}`, asking({ url: 'http://lune.co', account_ids: 'a' }))).status).toBe(400);
    expect((await send(`POST ${hooks}`, asking({}))).status).toBe(400);
  });
});

describe('requests that fail by chance', () => {
  const outcomes = async (failWith: Failure, seed: number): Promise<readonly (number | string)[]> => {
    await using flaky = await startMock({ apis: ['lune'], failRate: 0.5, failWith, seed });
    const statuses: (number | string)[] = [];
    for (let count = 0; count < 12; count++) {
      statuses.push(
        await ask(flaky, `GET ${hooks}`).then(
          ({ status }) => status,
          (error: Error) => error.constructor.name,
        ),
      );
    }
    return statuses;
  };

  test.each(failures.map((how) => ({ how })))('fail with $how, the same ones for the same seed', async ({ how }) => {
    const expected = { '503': 503, '429': 429, drop: 'SocketError' }[how];
    const first = await outcomes(how, 5);
    expect(new Set(first)).toEqual(new Set([200, expected]));
    expect(await outcomes(how, 5)).toEqual(first);
    expect(await outcomes(how, 6)).not.toEqual(first);
  });

  test.each([429, 503])('say when to come back, with %i', async (status) => {
    await putFaults({ failRate: 1, failWith: String(status) });
    const answer = await send(`GET ${hooks}`);
    expect([answer.status, answer.headers['retry-after']]).toEqual([status, '1']);
  });

  test('are in the journal', async () => {
    await putFaults({ failRate: 1, failWith: 'drop' });
    await expect(send(`GET ${hooks}`)).rejects.toThrow();
    expect(mock.requests().at(-1)).toMatchObject({ response: { status: 0 }, reason: expect.stringContaining('drop') });
  });
});
