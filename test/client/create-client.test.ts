import { expect, test } from 'vitest';
import { createClientFor } from '../../src/client/create-client.ts';
import * as cloudflare from '../../src/generated/cloudflare/index.ts';
import * as lune from '../../src/generated/lune/index.ts';
import * as management from '../../src/generated/management/index.ts';
import { type Answer, json, startTinyServer } from './tiny-server.ts';

const webhook = {
  id: 'wh-1',
  url: 'https://hooks.acme.technology/lune',
  enabled: true,
  account_type: 'live',
  created_at: '2024-03-05T09:41:27Z',
  secret: 'c9f3',
};

test('A request goes to its path under the base URL, with its body as JSON', async () => {
  await using server = await startTinyServer(json(201, { data: { id: '1' }, success: true }));
  const client = cloudflare.createClient({ baseUrl: `${server.url}/cloudflare`, token: 't' });
  const body = { events: ['meeting.started' as const], name: 'Ours', url: 'https://example.com/hook' };
  const { data } = await client.POST('/accounts/{account_id}/realtime/kit/{app_id}/webhooks', {
    params: { path: { account_id: 'a/b', app_id: 'c' } },
    body,
  });
  expect(data).toEqual({ data: { id: '1' }, success: true });
  const [request] = server.received;
  expect(request).toMatchObject({
    method: 'POST',
    url: '/cloudflare/accounts/a%2Fb/realtime/kit/c/webhooks',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
  });
  expect(JSON.parse(request?.body ?? '')).toEqual(body);
});

test('A filter with several values repeats its parameter', async () => {
  await using server = await startTinyServer(json(200, [webhook]));
  const client = lune.createClient({ baseUrl: server.url, token: 't' });
  const { data } = await client.GET('/v1/webhooks', { params: { query: { account_id: ['one', 'two'] } } });
  expect(data?.[0]?.account_type).toBe('live');
  expect(server.received[0]?.url).toBe('/v1/webhooks?account_id=one&account_id=two');
});

const list = '/v1/webhooks/subscriptions';

test.each([
  ['a token', { token: 't' }, { authorization: 'Bearer t' }, ['x-api-key']],
  ['an API key', { apiKey: 'k' }, { 'x-api-key': 'k' }, ['authorization']],
  ['both', { token: 't', apiKey: 'k' }, { authorization: 'Bearer t', 'x-api-key': 'k' }, []],
  ['no credentials', {}, {}, ['authorization', 'x-api-key']],
  [
    'a header of one’s own',
    { headers: { 'x-trace': 7 }, token: 't' },
    { 'x-trace': '7', authorization: 'Bearer t' },
    [],
  ],
])('Given %s, the client sends what the contract says and nothing in the URL', async (_, given, sent, absent) => {
  await using server = await startTinyServer(
    json(200, { subscriptions: [], totalSubscriptionsCount: 0, success: true }),
  );
  await management.createClient({ baseUrl: server.url, ...given }).GET(list);
  const [request] = server.received;
  expect(request?.url).toBe(list);
  expect(request?.headers).toMatchObject(sent);
  for (const name of absent) expect(request?.headers).not.toHaveProperty(name);
});

test('Basic credentials are encoded, and API keys go to every header and cookie that takes one', async () => {
  await using server = await startTinyServer({ status: 204 });
  const contract = {
    title: 'Fourth',
    server: server.url,
    token: 'Basic',
    apiKey: [
      { in: 'header', name: 'X-One' },
      { in: 'cookie', name: 'two' },
      { in: 'cookie', name: 'three' },
    ],
  } as const;
  await createClientFor<lune.paths, typeof contract>(contract)({ token: 'jürgen:pw', apiKey: 'a b' }).GET(
    '/v1/webhooks',
  );
  expect(server.received[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from('jürgen:pw').toString('base64')}`,
    'x-one': 'a b',
    cookie: 'two=a%20b; three=a%20b',
  });
});

test('The base URL is the contract’s server if none is given', async () => {
  const urls: string[] = [];
  const fetch = async (request: Request) => {
    urls.push(request.url);
    return Response.json([]);
  };
  await lune.createClient({ fetch }).GET('/v1/webhooks');
  expect(lune.createClient()).toHaveProperty('GET');
  expect(urls).toEqual(['https://api.lune.co/v1/webhooks']);
});

test.each(['', '/', '///'])('A base URL may end in "%s"', async (end) => {
  await using server = await startTinyServer(json(200, []));
  await lune.createClient({ baseUrl: `${server.url}/lune${end}` }).GET('/v1/webhooks');
  expect(server.received[0]?.url).toBe('/lune/v1/webhooks');
});

const answers: readonly (readonly [string, Answer, unknown])[] = [
  ['a documented refusal', json(401, { error: { error_code: 'x' } }), { error: { error_code: 'x' } }],
  ['a refusal that no document knows', json(418, { short: true }), { short: true }],
  [
    'HTML',
    { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' },
    '<h1>Bad gateway</h1>',
  ],
  ['HTML that says it is JSON', { ...json(500, null), body: '<h1>' }, '<h1>'],
  ['no body', { status: 404, headers: { 'content-length': '0' } }, undefined],
  ['a chunked body that is empty', { status: 404, headers: { 'transfer-encoding': 'chunked' } }, ''],
];

test.each(answers)('An answer that is no success, with %s, is an error and no exception', async (_, answer, error) => {
  await using server = await startTinyServer(answer);
  const client = lune.createClient({ baseUrl: server.url });
  const result = await client.GET('/v1/webhooks/{id}', { params: { path: { id: 'wh-1' } } });
  expect(result.response.status).toBe(answer.status);
  expect(result.data).toBeUndefined();
  expect(result.error).toEqual(error);
});

test('A 204 has neither data nor an error', async () => {
  await using server = await startTinyServer({ status: 204 });
  const client = lune.createClient({ baseUrl: server.url });
  const { data, error, response } = await client.DELETE('/v1/webhooks/{id}', { params: { path: { id: 'wh-1' } } });
  expect({ data, error, ok: response.ok }).toEqual({ data: undefined, error: undefined, ok: true });
});

test('A redirect is an answer, and carries no credentials anywhere', async () => {
  await using elsewhere = await startTinyServer(json(200, { success: true }));
  await using server = await startTinyServer({ status: 307, headers: { location: `${elsewhere.url}${list}` } });
  const client = management.createClient({ baseUrl: server.url, apiKey: 'k' });
  const { data, response } = await client.GET(list);
  expect({ data, status: response.status }).toEqual({ data: undefined, status: 307 });
  expect(elsewhere.received).toEqual([]);
});

test('JSON is read whatever an answer calls it', async () => {
  const body = '{"subscriptions":[],"totalSubscriptionsCount":0,"success":true}';
  await using server = await startTinyServer({ status: 200, headers: { 'content-type': 'text/plain' }, body });
  const { data } = await management.createClient({ baseUrl: server.url }).GET(list);
  expect(data?.totalSubscriptionsCount).toBe(0);
});

test('What is no answer throws: a server out of reach, and a success that is HTML', async () => {
  await using server = await startTinyServer({ status: 200, body: '<h1>Welcome to our Wi-Fi</h1>' });
  await expect(lune.createClient({ baseUrl: server.url }).GET('/v1/webhooks')).rejects.toThrow(SyntaxError);
  // Nothing listens on port 1, and no browser or server would let it.
  const away = lune.createClient({ baseUrl: 'http://127.0.0.1:1', token: 'a-secret' }).GET('/v1/webhooks');
  await expect(away).rejects.toThrow(TypeError);
});
