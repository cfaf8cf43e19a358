import Cloudflare from 'cloudflare';
import { afterAll, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';

const mock = await startMock({ apis: ['cloudflare'], checkOutput: true });
afterAll(() => mock.close());

const client = new Cloudflare({ apiToken: 't', baseURL: `${mock.url}/cloudflare`, maxRetries: 0 });
const scope = { account_id: 'our-account' };

test('the official client creates a webhook and gets its envelope', async () => {
  const created = await client.realtimeKit.webhooks.createWebhook('our-app', {
    ...scope,
    events: ['meeting.started'],
    name: 'All',
    url: 'https://hooks.example.com/',
  });
  expect(created).toMatchObject({ success: true, data: { id: expect.any(String), events: expect.any(Array) } });
});

test('the official client lists and deletes', async () => {
  const { data } = await client.realtimeKit.webhooks.getWebhooks('our-app', scope);
  const id = data[0]?.id ?? '';
  const deleted = await client.realtimeKit.webhooks.deleteWebhook(id, { ...scope, app_id: 'our-app' });
  expect(deleted.data.id).toBe(id);
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
