import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';

const mock = await startMock({ apis: ['lune', 'management'], bodyLimitBytes: 100_000 });
afterAll(() => mock.close());
beforeEach(() => ask(mock, 'DELETE /__mock/requests?session=*'));

const hooks = '/lune/v1/webhooks';

describe('the journal', () => {
  test('holds requests with their answers, without credentials', async () => {
    const body = { url: 'https://hooks.example.com' };
    await ask(mock, `POST ${hooks}?a=b`, { body, headers: { 'x-api-key': 'very-secret' } });
    const entries = (await ask(mock, '  GET /__mock/requests'.trim())).body as object[];
    expect(entries).toMatchObject([
      {
        api: 'lune',
        operation: 'createWebhook',
        session: '',
        request: { method: 'POST', path: hooks, query: 'a=b', body: JSON.stringify(body) },
        response: { status: 200, body: expect.stringContaining('hooks.example.com') },
        reason: null,
        nearest: null,
      },
    ]);
    expect(entries).toEqual(mock.requests());
    expect(JSON.stringify(entries)).not.toMatch(/Bearer any|very-secret/);
  });

  test('holds no key, however its parameter is written, nor one that was given wherever it stands', async () => {
    const contracts = [join(import.meta.dirname, 'fixtures/keys.yaml')];
    const apiKey = 'very/secret';
    const records: unknown[] = [];
    await using guarded = await startMock({
      contracts,
      apiKey,
      token: 'very/sec',
      log: (record) => void records.push(record),
    });
    await ask(guarded, 'GET /files/1.json?KEY=another-key');
    await ask(guarded, `GET /none/${encodeURIComponent(apiKey)}?other=${apiKey}`, { headers: { 'x-other': apiKey } });
    await ask(guarded, 'POST /files', { body: { name: apiKey } });
    const told = JSON.stringify([records, guarded.requests()]);
    expect(told).toContain('/none/***');
    expect(told).not.toMatch(/another-key|very(\/|%2F)secret|\*ret/);
  });

  test('holds no secret, by its name or by what the contract says of it, in requests and in responses', async () => {
    const secrets = 'x-auth-token x-api-key x-hub-signature-256 cookie proxy-authorization'.split(' ');
    const headers = Object.fromEntries(secrets.map((name) => [name, `hush ${name}`]));
    const keys = 'api_key=hush&access_token=hush&API%5FKEY=hush&sig=hush&page=1&keyword=shown';
    const body = { url: 'https://hooks.example.com', secret: 'hush "quoted" \\ hush' };
    const created = await ask(mock, `POST ${hooks}?${keys}`, { body, headers: { ...headers, 'x-author': 'shown' } });
    const { secret } = created.body as { secret: string };
    expect(secret.length).toBeGreaterThan(8);
    await ask(mock, `POST ${hooks}`, { body: '{ "url": 1, "secret" : "hush' });
    const told = JSON.stringify([mock.requests(), (await ask(mock, 'GET /__mock/requests')).text]);
    expect(told).not.toContain(secret);
    expect(told).not.toMatch(/hush/);
    const [entry] = mock.requests();
    const query = 'api_key=***&access_token=***&API%5FKEY=***&sig=***&page=1&keyword=shown';
    expect(entry?.request).toMatchObject({ query, headers: { 'x-author': 'shown', 'x-auth-token': '***' } });
    expect(entry?.request.body).toBe('{"url":"https://hooks.example.com","secret":"***"}');
    expect(entry?.response.body).toContain('"secret":"***"');
  });

  test('holds no secret of a URL that stands in a header', async () => {
    const referer = 'https://user:hush@example.com/page?token=hush&tab=2';
    await ask(mock, `GET ${hooks}`, { headers: { referer } });
    const [entry] = mock.requests();
    expect(entry?.request.headers.referer).toBe('https://***@example.com/page?token=***&tab=2');
  });

  test('says which operation an unmatched request was closest to, and why it is not that', async () => {
    await ask(mock, 'GET /lune/v1/webhook');
    await ask(mock, `PATCH ${hooks}/1`);
    await ask(mock, `GET ${hooks}/1/rotate`);
    expect(mock.requests().map(({ nearest }) => nearest)).toEqual([
      {
        operation: 'listWebhooks',
        why: 'GET /v1/webhooks does not match: segment 2 of the path is "webhook", not "webhooks".',
      },
      { operation: 'getWebhook', why: 'GET /v1/webhooks/{id} does not match: the method is PATCH, not GET.' },
      { operation: 'getWebhook', why: 'GET /v1/webhooks/{id} does not match: the path goes on with "rotate".' },
    ]);
  });

  test.each([
    ['api=lune', 2],
    ['status=401', 1],
    ['operation=listWebhooks&status=200', 1],
    ['method=POST', 0],
    ['session=a', 1],
  ])('is asked for %s', async (query, count) => {
    await ask(mock, `GET ${hooks}`);
    await ask(mock, `GET ${hooks}`, { credentials: false });
    await ask(mock, 'GET /management/v1/webhooks/event-types', { headers: { 'x-mock-session': 'a' } });
    expect((await ask(mock, `GET /__mock/requests?${query}`)).body).toHaveLength(count);
  });

  test('refuses a filter that it does not have', async () => {
    const { status, text } = await ask(mock, 'GET /__mock/requests?stauts=200');
    expect(status).toBe(400);
    expect(text).toContain('The journal has no filter stauts');
  });

  test('forgets the oldest', { timeout: 60_000 }, async () => {
    for (let count = 0; count < 2100; count++) await ask(mock, 'GET /lune/none');
    const entries = mock.requests();
    expect(entries).toHaveLength(1000);
    expect(entries.at(-1)?.number).toBeGreaterThanOrEqual(2100);
  });
});
