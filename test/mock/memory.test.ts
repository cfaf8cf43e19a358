import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asking, ask } from './ask.ts';

const mock = await startMock({ checkOutput: true, seed: 1 });
afterAll(() => mock.close());
beforeEach(() => mock.reset());

/** Sends a request that is to succeed, and gives the body of its answer. */
const done = async (line: string, asking: Asking = {}): Promise<Record<string, unknown>> => {
  const { status, body, text } = await ask(mock, line, asking);
  expect([200, 201, 204], `${line}: ${status} ${text}`).toContain(status);
  return body as Record<string, unknown>;
};

type Item = Record<string, unknown>;

const app = '/cloudflare/accounts/our-account/realtime/kit/new-app/webhooks';
const hook = { name: 'A', url: 'https://hooks.example.com/a', events: ['meeting.started'] };
const createHook = async (path = app, body: object = hook): Promise<Item> =>
  (await done(`POST ${path}`, { body })).data as Item;

describe('a webhook in an envelope', () => {
  test('is read, listed and deleted as it was created', async () => {
    const created = await createHook();
    expect(created).toMatchObject({ ...hook, enabled: true });
    expect(created.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await done(`GET ${app}/${created.id}`)).toEqual({ data: created, success: true });
    expect(await done(`GET ${app}`)).toEqual({ data: [created], success: true });
    expect(await done(`DELETE ${app}/${created.id}`)).toEqual({ data: created, success: true });
    for (const method of ['GET', 'DELETE'])
      expect((await ask(mock, `${method} ${app}/${created.id}`)).status).toBe(404);
    for (const method of ['PUT', 'PATCH']) {
      expect((await ask(mock, `${method} ${app}/${created.id}`, { body: hook })).status).toBe(404);
    }
    expect(await done(`GET ${app}`)).toEqual({ data: [], success: true });
  });

  test('keeps its id and creation time when it is replaced, and is enabled again', async () => {
    const created = await createHook(app, { ...hook, enabled: false });
    const replaced = (await done(`PUT ${app}/${created.id}`, { body: { ...hook, name: 'B' } })).data as Item;
    expect(replaced).toEqual({ ...created, name: 'B', enabled: true, updated_at: expect.any(String) });
    expect(Date.parse(String(replaced.updated_at))).toBeGreaterThan(Date.parse(String(created.updated_at)));
  });

  test('changes in what an edit names alone, and no edit applies a default', async () => {
    const created = await createHook(app, { ...hook, enabled: false });
    const edited = (await done(`PATCH ${app}/${created.id}`, { body: { name: 'B' } })).data as Item;
    expect(edited).toEqual({ ...created, name: 'B', updated_at: expect.any(String) });
    expect((await done(`PATCH ${app}/${created.id}`, { body: {} })).data).toEqual(edited);
  });

  test('is invisible in another app', async () => {
    const { id } = await createHook();
    const other = app.replace('new-app', 'other-app');
    expect((await done(`GET ${other}`)).data).toEqual([]);
    for (const method of ['GET', 'DELETE']) expect((await ask(mock, `${method} ${other}/${id}`)).status).toBe(404);
    expect((await ask(mock, `PATCH ${other}/${id}`, { body: { name: 'B' } })).status).toBe(404);
    expect((await done(`GET ${app}/${id}`)).data).toMatchObject({ name: 'A' });
  });

  test('is left alone by a write that is refused', async () => {
    const created = await createHook();
    expect((await ask(mock, `PATCH ${app}/${created.id}`, { body: { events: ['none'] } })).status).toBe(400);
    expect((await done(`GET ${app}/${created.id}`)).data).toEqual(created);
  });
});

describe('a webhook with a secret', () => {
  const hooks = '/lune/v1/webhooks';
  const create = (body: object = {}) =>
    done(`POST ${hooks}`, { body: { url: 'https://hooks.example.com/a', ...body } });

  test('shows it in full once, and its last four characters afterwards', async () => {
    const created = await create();
    const last4 = String(created.secret).slice(-4);
    expect(String(created.secret).length).toBeGreaterThan(20);
    expect(await done(`GET ${hooks}/${created.id}`)).toEqual({ ...created, secret: last4 });
    const rotated = await done(`PUT ${hooks}/${created.id}/rotate-secret`);
    expect(rotated.secret).not.toBe(created.secret);
    expect((await done(`GET ${hooks}/${created.id}`)).secret).toBe(String(rotated.secret).slice(-4));
  });

  test('keeps its filter when an update leaves it out', async () => {
    const { id } = await create({ account_ids: ['a'] });
    const body = { url: 'https://hooks.example.com/b', enabled: false };
    expect(await done(`PUT ${hooks}/${id}`, { body })).toMatchObject({ ...body, account_ids: ['a'] });
  });

  test('takes an update without what it may lack, and keeps it', async () => {
    const { id } = await create();
    const url = 'https://hooks.example.com/b';
    await done(`PUT ${hooks}/${id}`, { body: { url, enabled: false } });
    expect(await done(`PUT ${hooks}/${id}`, { body: { url } })).toMatchObject({ url, enabled: false });
  });

  test.each([
    ['?account_id=a', ['a', 'all']],
    ['?account_id=b', ['b', 'all']],
    ['?account_id=a&account_id=b', ['a', 'b', 'all']],
    ['?account_id=c', ['all']],
  ])('is listed by %s where its accounts say so', async (query, names) => {
    for (const name of ['a', 'b']) await create({ url: `https://${name}1.example.com`, account_ids: [name] });
    await create({ url: 'https://all1.example.com' });
    const listed = (await done(`GET ${hooks}${query}`)) as unknown as Item[];
    expect(listed.map(({ url }) => url)).toEqual(names.map((name) => `https://${name}1.example.com`));
  });
});

describe('a subscription with events', () => {
  const subscriptions = '/management/v1/webhooks/subscriptions';
  const subscription = {
    name: 'A',
    eventType: 'string',
    url: 'https://hooks.example.com',
    secret: 'whole',
    headers: { 'X-A': 'b' },
    maxRetryCount: 2,
    isActive: true,
  };
  const create = async (): Promise<Item> =>
    (await done(`POST ${subscriptions}`, { body: { subscription } })).subscription as Item;

  test('shows its headers as JSON text and its secret as it is', async () => {
    expect(await create()).toMatchObject({ ...subscription, headers: '{"X-A":"b"}', webhookEvents: [] });
  });

  test('logs a test event, in the list and inside itself', async () => {
    const { id } = await create();
    const { eventId } = await done(`POST ${subscriptions}/${id}/test`, { body: { payload: { a: 1 } } });
    const { events, totalEventsCount } = await done(`GET ${subscriptions}/${id}/events`);
    const event = { id: eventId, webhookSubscriptionId: id, payload: '{"a":1}', eventType: subscription.eventType };
    expect(events).toEqual([expect.objectContaining(event)]);
    expect(totalEventsCount).toBe(1);
    expect(((await done(`GET ${subscriptions}/${id}`)).subscription as Item).webhookEvents).toEqual(events);
    await done(`DELETE ${subscriptions}/${id}/events/${eventId}`);
    expect((await done(`GET ${subscriptions}/${id}/events`)).events).toEqual([]);
  });

  test('takes its events with it, and its number is never used again', async () => {
    const { id } = await create();
    await done(`POST ${subscriptions}/${id}/test`);
    await done(`DELETE ${subscriptions}/${id}`);
    expect((await ask(mock, `GET ${subscriptions}/${id}/events`)).status).toBe(404);
    expect((await create()).id).toBe(Number(id) + 1);
  });

  test('comes in pages, whose total counts all', async () => {
    const made = [await create(), await create(), await create()].map(({ id }) => id);
    const page = await done(`GET ${subscriptions}?take=2&skip=2`);
    expect((page.subscriptions as Item[]).map(({ id }) => id)).toEqual(made.slice(1));
    expect(page.totalSubscriptionsCount).toBe(made.length + 1);
  });
});

describe('what is remembered', () => {
  const hooks = '/lune/v1/webhooks';

  test('begins with the documented example, or with nothing, and returns to it', async () => {
    const documented = await done(`GET ${hooks}`);
    expect(documented).toHaveLength(1);
    await done(`DELETE ${hooks}/${(documented as unknown as Item[])[0]?.id}`);
    expect(await done(`GET ${hooks}`)).toEqual([]);
    await done('POST /__mock/reset');
    expect(await done(`GET ${hooks}`)).toEqual(documented);
    await using empty = await startMock({ empty: true });
    expect((await ask(empty, `GET ${hooks}`)).body).toEqual([]);
    expect((await ask(empty, 'GET /management/v1/webhooks/event-types')).body).toMatchObject({ eventTypes: [{}] });
  });

  test('is nothing where the mock is stateless, and nothing of a preferred answer', async () => {
    await using stateless = await startMock({ stateless: true, apis: ['lune'] });
    await ask(stateless, `POST ${hooks}`, { body: { url: 'https://hooks.example.com' } });
    expect((await ask(stateless, `GET ${hooks}`)).body).toHaveLength(1);
    await ask(mock, `POST ${hooks}`, { body: { url: 'https://hooks.example.com' }, headers: { prefer: 'code=200' } });
    expect(await done(`GET ${hooks}`)).toHaveLength(1);
  });

  test('belongs to the session that a request names: fifty workers never see each other', async () => {
    const workers = Array.from({ length: 50 }, (_, index) => ({ 'x-mock-session': `worker-${index}` }));
    const ids = await Promise.all(
      workers.map(async (headers) => {
        const created = await ask(mock, `POST ${app}`, { body: hook, headers });
        return ((created.body as Item).data as Item).id;
      }),
    );
    expect(new Set(ids).size).toBe(workers.length);
    for (const [index, headers] of workers.entries()) {
      const { data } = (await ask(mock, `GET ${app}`, { headers })).body as { data: Item[] };
      expect(data.map(({ id }) => id)).toEqual([ids[index]]);
    }
    expect((await done(`GET ${app}`)).data).toEqual([]);
  });

  test('is saved and loaded as JSON', async () => {
    const created = await createHook();
    const state = await done('GET /__mock/state');
    await done('POST /__mock/reset');
    await done('PUT /__mock/state', { body: state });
    expect((await done(`GET ${app}/${created.id}`)).data).toEqual(created);
  });

  test.each([
    [
      'an API that is not served',
      { lun: {} },
      '/lun is no API that is served. Did you mean lune? Nothing was changed.',
    ],
    [
      'a resource that there is not',
      { lune: { hook: [] } },
      '/lune/hook is no resource of lune. Did you mean webhook? Nothing was changed.',
    ],
    ['no array', { lune: { webhook: {} } }, '/lune/webhook must be an array. Nothing was changed.'],
    ['no scope', { lune: { webhook: [{ value: {} }] } }, '/lune/webhook/0 must be an object with scope'],
    [
      'a scope too long',
      { lune: { webhook: [{ scope: ['a'], value: {} }] } },
      '/lune/webhook/0/scope must have 0 items',
    ],
    [
      'a property missing',
      { lune: { webhook: [{ scope: [], value: { id: 'a' } }] } },
      '/lune/webhook/0/value must have',
    ],
    [
      'an orphan',
      { management: { event: [{ scope: ['7'], value: { id: 1 } }] } },
      '/management/event/0/value must have required property',
    ],
  ])('is not replaced by a state with %s', async (_, state, message) => {
    const before = await done('GET /__mock/state');
    const { status, text } = await ask(mock, 'PUT /__mock/state', { body: state });
    expect(status).toBe(422);
    expect(text).toContain(message);
    expect(await done('GET /__mock/state')).toEqual(before);
  });

  test('holds ten thousand webhooks, and lists and reads them', { timeout: 120_000 }, async () => {
    const { lune, ...others } = (await done('GET /__mock/state')) as Record<string, { webhook: { value: Item }[] }>;
    const [first] = lune?.webhook ?? [];
    const webhook = Array.from({ length: 10_000 }, (_, index) => ({
      scope: [],
      value: { ...first?.value, id: `wh-${index}` },
    }));
    await using large = await startMock({ apis: ['lune'], bodyLimitBytes: 16 * 1024 * 1024 });
    expect(Object.keys(others)).toHaveLength(2);
    expect((await ask(large, 'PUT /__mock/state', { body: { lune: { webhook } } })).status).toBe(204);
    expect((await ask(large, `GET ${hooks}`)).body).toHaveLength(10_000);
    expect((await ask(large, `GET ${hooks}/wh-9999`)).body).toMatchObject({ id: 'wh-9999' });
  });
});
