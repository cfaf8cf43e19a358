import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInContracts } from '../../src/contract/select-contracts.ts';
import { json, startTinyServer } from '../client/tiny-server.ts';
import { type Consumer, createConsumer } from './consumer.ts';
import { run } from './run.ts';

const tsc = join(import.meta.dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');

/** Packing compiles the package, and each compilation of the consumer takes seconds. */
const timeoutMs = 60_000;

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer(['openapi-fetch', 'openapi-typescript-helpers', 'hono']);
}, timeoutMs);
afterAll(() => consumer[Symbol.asyncDispose]());

const program = `
import { createClient, type paths, type Webhook, type WebhookEvent, webhookEventValues } from 'webhook-contracts/cloudflare';
import { createClient as createLuneClient, type Webhook as LuneWebhook } from 'webhook-contracts/lune';
import { createClient as createManagementClient, type Subscription } from 'webhook-contracts/management';

declare const process: { readonly argv: readonly string[] };
const [baseUrl = ''] = process.argv.slice(2);
const path = '/accounts/{account_id}/realtime/kit/{app_id}/webhooks' satisfies keyof paths;
const params = { path: { account_id: 'a', app_id: 'b' } };

const { data } = await createClient({ baseUrl, token: 't' }).GET(path, { params });
const webhook: Webhook | undefined = data?.data[0];
const events: readonly WebhookEvent[] = webhookEventValues;
// @ts-expect-error: no event is called that.
const unknown: WebhookEvent = 'meeting.begun';

const lune = createLuneClient({ baseUrl, token: 't' });
const read = async (id: string): Promise<LuneWebhook | undefined> =>
  (await lune.GET('/v1/webhooks/{id}', { params: { path: { id } } })).data;

const management = createManagementClient({ baseUrl, apiKey: 'k' });
const subscribe = async (name: string): Promise<Subscription | undefined> =>
  (await management.POST('/v1/webhooks/subscriptions', { body: { subscription: { name } } })).data?.subscription;
// @ts-expect-error: its contract names no server.
const nowhere = () => createManagementClient();

console.log(JSON.stringify({ name: webhook?.name, events: events.length, read: typeof read, subscribe: typeof subscribe, unknown, nowhere }));
`;

const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, types: [] };

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'A project compiles against the package with module %s and moduleResolution %s, declarations included',
  async (module, moduleResolution) => {
    const { folder } = consumer;
    const compilerOptions = { target: 'es2024', module, moduleResolution, ...strict };
    await writeFile(join(folder, 'consumer.ts'), program);
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    await run(process.execPath, [tsc, '--project', '.'], folder);

    await using server = await startTinyServer(json(200, { data: [{ name: 'Ours' }], success: true }));
    const printed = await run(process.execPath, ['consumer.js', server.url], folder);
    expect(JSON.parse(printed)).toMatchObject({ name: 'Ours', events: 9 });
    expect(server.received[0]?.headers.authorization).toBe('Bearer t');
  },
  timeoutMs,
);

test('The package holds the contracts and what was compiled, and nothing else', () => {
  const allowed =
    /^(package\.json|README\.md|LICENSE|dist\/(src|conformance)\/.*\.(js|d\.ts|json)|openapi\/.*|src\/generated\/[^/]+\/document\.json|docs\/.*\.(md|png)|conformance\/reporters\/(report\.schema\.json|html\/report(\.css|-page\.js)))$/;
  expect(consumer.packed.filter((path) => !allowed.test(path) || /\.test\./.test(path))).toEqual([]);
  expect(consumer.packed).toContain('conformance/reporters/report.schema.json');
});

test('The page of a report is written from what was compiled, with the style and the script that are shipped beside it', async () => {
  const file = join(consumer.folder, 'node_modules/webhook-contracts/dist/conformance/reporters/html/html-report.js');
  const code = `import(${JSON.stringify(file)}).then(({ htmlReport }) => htmlReport('tool', [])).then(console.log)`;
  const page = await run(process.execPath, ['--eval', code], consumer.folder);
  expect(page).toMatch(/^<!doctype html>.*<style>:root.*Nothing was judged\..*<script>.*<\/html>\n/s);
});

test('Every contract has its entry, and the exports name none of them', async () => {
  const ids = [...(await builtInContracts()).keys()];
  for (const id of ids) {
    const paths = consumer.packed.map((path) => path.replace(id, 'ID'));
    expect(paths).toEqual(
      expect.arrayContaining(['dist/src/generated/ID/index.d.ts', 'src/generated/ID/document.json']),
    );
    const code = `import('webhook-contracts/${id}').then(({ createClient }) => console.log(typeof createClient))`;
    expect(await run(process.execPath, ['--eval', code], consumer.folder)).toBe('function\n');
  }
  const manifest = await readFile(join(consumer.folder, 'node_modules', 'webhook-contracts', 'package.json'), 'utf8');
  expect(ids.filter((id) => JSON.stringify(JSON.parse(manifest).exports).includes(id))).toEqual([]);
});
