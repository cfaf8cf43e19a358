import Cloudflare from 'cloudflare';
import { afterAll, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';

const mock = await startMock({ apis: ['cloudflare'], checkOutput: true });
afterAll(() => mock.close());

const client = new Cloudflare({ apiToken: 't', baseURL: `${mock.url}/cloudflare`, maxRetries: 0 });
const scope = { account_id: 'account-of-a-test' };

const { webhooks } = client.realtimeKit;
const app = { ...scope, app_id: 'our-app' };
const events = ['meeting.started', 'recording.statusUpdate'] as const;
const sent = { events: [...events], name: 'All', url: 'https://hooks.example.com/' };

test('a webhook lives a whole life with the official client', async () => {
  const { data: created, success } = await webhooks.createWebhook('our-app', { ...scope, ...sent });
  expect(success).toBe(true);
  expect(created).toMatchObject({ ...sent, enabled: true });
  const listed = async () => (await webhooks.getWebhooks('our-app', scope)).data;
  const read = async () => (await webhooks.getWebhookByID(created.id, app)).data;
  expect(await listed()).toEqual([created]);
  expect(await read()).toEqual(created);

  const { data: edited } = await webhooks.editWebhook(created.id, { ...app, enabled: false });
  expect(edited).toEqual({ ...created, enabled: false, updated_at: edited.updated_at });
  expect(Date.parse(edited.updated_at)).toBeGreaterThan(Date.parse(created.updated_at));
  expect((await webhooks.editWebhook(created.id, app)).data).toEqual(edited);

  const other = { events: ['meeting.ended' as const], name: 'Other', url: 'https://hooks.example.com/other' };
  const { data: replaced } = await webhooks.replaceWebhook(created.id, { ...app, ...other });
  expect(replaced).toMatchObject({ ...other, id: created.id, created_at: created.created_at });
  expect(await read()).toEqual(replaced);

  expect((await webhooks.deleteWebhook(created.id, app)).data).toEqual(replaced);
  expect(await listed()).toEqual([]);
  await expect(read()).rejects.toBeInstanceOf(Cloudflare.NotFoundError);
  await expect(webhooks.deleteWebhook(created.id, app)).rejects.toBeInstanceOf(Cloudflare.NotFoundError);
});

test.each([
  [400, Cloudflare.BadRequestError],
  [401, Cloudflare.AuthenticationError],
])('a refusal with %i arrives as the client’s own error', async (code, errorClass) => {
  const preferring = { headers: { Prefer: `code=${code}` } };
  await expect(webhooks.createWebhook('our-app', { ...scope, ...sent }, preferring)).rejects.toBeInstanceOf(errorClass);
});

test('the official client reads why it was refused', async () => {
  const refused = client.realtimeKit.webhooks.createWebhook('our-app', {
    ...scope,
    events: [],
    name: 'All',
    url: 'no URL',
  });
  await expect(refused).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('body.url must match format'),
  });
});
