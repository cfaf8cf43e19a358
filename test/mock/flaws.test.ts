import { afterAll, beforeEach, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';
import { mockOf } from './mock-of.ts';

const mock = await startMock({ apis: ['lune'], seed: 1 });
afterAll(() => mock.close());
beforeEach(() => mock.reset());

type Item = Record<string, unknown>;

const hooks = '/v1/webhooks';
const breaking = (clause: string) => ({ prefer: `break="lune/${clause}"` });

test('What is right in a request that is let through is kept, and what is wrong is not', async () => {
  const { id } = (await ask(mock, `POST ${hooks}`, { body: { url: 'https://hooks.example.com/a' } })).body as Item;
  const body = { url: 'https://hooks.example.com/b', enabled: 'no' };
  const headers = breaking('updateWebhook/request/body/enabled:type');
  const right = { url: body.url, enabled: expect.any(Boolean) };
  expect((await ask(mock, `PUT ${hooks}/${id}`, { body, headers })).body).toMatchObject(right);
  expect((await ask(mock, `GET ${hooks}/${id}`)).body).toMatchObject(right);
});

test('A flaw that one request asks for is in the state of its session, and in no other', async () => {
  const body = { url: 'https://hooks.example.com/a', enabled: true };
  const { id } = (await ask(mock, `POST ${hooks}`, { body })).body as Item;
  const headers = breaking('webhook:enabled-is-kept-on-replace');
  const replaced = await ask(mock, `PUT ${hooks}/${id}`, { body, headers });
  expect(replaced.body).toMatchObject({ enabled: true });
  expect((await ask(mock, `GET ${hooks}/${id}`)).body).toMatchObject({ enabled: false });
  const state = (await ask(mock, 'GET /__mock/state')).body as { lune: { webhook: { value: Item }[] } };
  expect(state.lune.webhook.find(({ value }) => value.id === id)?.value).toMatchObject({ enabled: false });
  const elsewhere = await ask(mock, `GET ${hooks}/${id}`, { headers: { 'x-mock-session': 'other' } });
  expect(elsewhere.status).toBe(404);
});

test('What was deleted is shown as it was, though nothing was broken when it was made', async () => {
  const body = { url: 'https://hooks.example.com/gone' };
  const { id } = (await ask(mock, `POST ${hooks}`, { body })).body as Item;
  const before = await ask(mock, `GET ${hooks}/${id}`);
  await ask(mock, `DELETE ${hooks}/${id}`);
  const shown = await ask(mock, `GET ${hooks}/${id}`, { headers: breaking('webhook:deleted-is-gone-on-read') });
  expect(shown.body).toEqual(before.body);
  expect((await ask(mock, `GET ${hooks}/${id}`)).status).toBe(404);
});

test('Whoever comes is let in, whatever was shown, and the journal names the operation and no refusal', async () => {
  const headers = { ...breaking('listWebhooks:credentials'), authorization: 'Basic x' };
  expect((await ask(mock, `GET ${hooks}`, { headers, credentials: false })).status).toBe(200);
  expect(mock.requests().at(-1)).toMatchObject({ operation: 'listWebhooks', reason: null });
});

test('A refusal keeps its reason where its status is another', async () => {
  const headers = breaking('createWebhook/400:status');
  const { status } = await ask(mock, `POST ${hooks}`, { body: { url: 7 }, headers });
  expect(status).not.toBe(400);
  expect(mock.requests().at(-1)).toMatchObject({ operation: 'createWebhook', reason: expect.stringContaining('url') });
});

test('An operation that is not to answer gets 500, and says why', async () => {
  const { status, text } = await ask(mock, `GET ${hooks}`, { headers: breaking('listWebhooks:answered') });
  expect([status, text]).toEqual([500, expect.stringContaining('told not to answer')]);
  expect(mock.requests().at(-1)).toMatchObject({ operation: 'listWebhooks', reason: expect.stringContaining('told') });
});

test('A request is let through where no document prints one that would be right', async () => {
  const schema = {
    type: 'object',
    required: ['name', 'size'],
    properties: { name: { type: 'string' }, size: { type: 'integer', minimum: 3 } },
  };
  const content = { 'application/json': { schema } };
  const post = { operationId: 'make', requestBody: { content }, responses: { 201: { description: 'Made', content } } };
  await using own = await mockOf({ paths: { '/notes': { post } } });
  const headers = { prefer: 'break="notes/make/request/body/size:minimum"' };
  const body = { name: 'a', size: 1 };
  expect((await ask(own, 'POST /notes', { body })).status).toBe(400);
  expect((await ask(own, 'POST /notes', { body, headers })).status).toBe(201);
});

test.each([
  { query: '', names: ['D', 'A', 'B', 'C'] },
  { query: '?take=2', names: ['D', 'A'] },
  { query: '?take=2&skip=2', names: ['B', 'C'] },
  { query: '?take=3&skip=2', names: ['B', 'C'] },
  { query: '?skip=9', names: [] },
])('What is listed though it was deleted stands at the end of its list: $query', async ({ query, names }) => {
  await using own = await startMock({ apis: ['management'], seed: 1 });
  const path = '/v1/webhooks/subscriptions';
  const documented = { name: 'D', eventType: 'invoice.created', url: 'https://hooks.example.com/', isActive: true };
  const made: Item[] = [];
  for (const name of ['A', 'B', 'C']) {
    const { body } = await ask(own, `POST ${path}`, {
      body: { subscription: { ...documented, name, maxRetryCount: 3 } },
    });
    made.push((body as { subscription: Item }).subscription);
  }
  await ask(own, `DELETE ${path}/${made.at(-1)?.id}`);
  const headers = { prefer: 'break="management/subscription:deleted-is-gone-on-list"' };
  const { body } = await ask(own, `GET ${path}${query}`, { headers });
  const { subscriptions, totalSubscriptionsCount } = body as { subscriptions: Item[]; totalSubscriptionsCount: number };
  const shown = subscriptions.map(({ name }) => (['A', 'B', 'C'].includes(String(name)) ? name : 'D'));
  expect([shown, totalSubscriptionsCount]).toEqual([names, 4]);
});
