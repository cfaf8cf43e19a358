import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { builtInContracts } from '../../src/clauses/select-contracts.ts';
import { json, startTinyServer } from '../client/tiny-server.ts';
import { type Installed, installPackage } from './installed.ts';
import { run } from './run.ts';

const bin = join(import.meta.dirname, '..', '..', 'node_modules', '.bin');

/** Packing compiles the package, installing it brings some two hundred others, and each compilation of a project takes seconds. */
const timeoutMs = 180_000;

const { typescript, vitest } = manifest.devDependencies;

let project: Installed;
beforeAll(async () => {
  project = await installPackage([`typescript@${typescript}`, `vitest@${vitest}`]);
}, timeoutMs);
afterAll(() => project[Symbol.asyncDispose]());

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

/** What this package promises in code. */
const fiveLines = `
import { startMock } from 'webhook-contracts';
import { createClient, type Webhook } from 'webhook-contracts/lune';

await using mock = await startMock({ apis: ['lune'], port: 0, token: 't' });
const client = createClient({ baseUrl: \`\${mock.url}/lune\`, token: 't' });
const { data } = await client.POST('/v1/webhooks', { body: { url: 'https://example.com/hook' } });
const webhook: Webhook | undefined = data;
console.log(webhook?.url, mock.requests().length);
`;

const rootProgram = `
import { join } from 'node:path';
import { createClient, loadContract, runConformance, startMock, type Report } from 'webhook-contracts';
import type { paths } from 'webhook-contracts/lune';

const contract = await loadContract(join('node_modules', 'webhook-contracts', 'openapi', 'lune.yaml'));
await using mock = await startMock({ apis: [contract.id], port: 0, token: 't' });
const target = \`\${mock.url}/lune\`;
const { data, error } = await createClient<paths>(contract, { baseUrl: target, token: 't' }).GET('/v1/webhooks');
const report: Report = await runConformance({ contract, target, token: 't', runs: 1, only: ['listWebhooks'] });
console.log(JSON.stringify({ webhooks: data?.length, error, verdict: report.runs[0]?.verdict, url: import.meta.resolve('webhook-contracts/openapi/lune.yaml') }));
`;

const vitestFile = `
import { startMock } from 'webhook-contracts';
import { describeConformance } from 'webhook-contracts/vitest';

const mock = await startMock({ apis: ['lune'], port: 0, token: 't', break: process.env.BREAK ? [process.env.BREAK] : [] });
describeConformance({ api: 'lune', target: \`\${mock.url}/lune\`, token: 't', runs: 1, only: ['listWebhooks', 'getWebhook'] });
`;

const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };

const settings = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const;

/** Compiles programs of the project at once, all declarations checked. Throws, with what is wrong, where one doesn't compile. */
const compile = async (programs: Readonly<Record<string, string>>, options: object): Promise<void> => {
  for (const [file, text] of Object.entries(programs)) await project.write(file, text);
  const compilerOptions = { target: 'es2024', ...strict, ...options };
  await project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: Object.keys(programs) }));
  await project.npx('tsc', '--project', '.');
};

test('The clients of the entries compile, and need no types of Node', { timeout: timeoutMs }, async () => {
  await compile({ 'clients.ts': program }, { ...settings.nodenext, types: [] });
  await using server = await startTinyServer(json(200, { data: [{ name: 'Ours' }], success: true }));
  const printed = await project.node('clients.js', server.url);
  expect(JSON.parse(printed)).toMatchObject({ name: 'Ours', events: 9 });
  expect(server.received[0]?.headers.authorization).toBe('Bearer t');
});

test('Whatever the package has compiles and runs, by either way of finding modules', {
  timeout: timeoutMs,
}, async () => {
  const programs = { 'clients.ts': program, 'five.ts': fiveLines, 'root.ts': rootProgram };
  const types = { types: ['node'], lib: ['es2024', 'esnext.disposable', 'dom'] };
  await compile(programs, { ...settings.bundler, ...types, noEmit: true });
  await compile(programs, { ...settings.nodenext, ...types });
  // Five lines have a typed client talk to a mock.
  expect(await project.node('five.js')).toBe('https://example.com/hook 1\n');
  expect(JSON.parse(await project.node('root.js'))).toEqual({
    webhooks: 1,
    verdict: 'conformant',
    url: expect.stringMatching(/^file:.*lune\.yaml$/),
  });
});

describe('In the project', () => {
  test('its own Vitest judges a server, a test per check', { timeout: timeoutMs }, async () => {
    await project.write('conformance.test.js', vitestFile);
    expect(await project.npx('vitest', 'run', '--reporter=verbose')).toMatch(/lune\/listWebhooks#valid/);
    const failing = run(
      'env',
      ['BREAK=lune/getWebhook/200/body/id:type', process.execPath, join('node_modules', '.bin', 'vitest'), 'run'],
      project.folder,
    );
    await expect(failing).rejects.toThrow(/lune\/getWebhook\/200\/body\/id:type/);
  });

  test('the command says what it is, starts a mock and judges it', { timeout: timeoutMs }, async () => {
    expect(await project.npx('webhook-contracts', '--version')).toBe(`webhook-contracts ${manifest.version}\n`);
    expect(await project.npx('webhook-contracts', '--help')).toContain('npx webhook-contracts mock');
    const said = await project.npx(
      'webhook-contracts',
      'conformance',
      '--api',
      'lune',
      '--runs',
      '1',
      '--set',
      'account_ids=a,b',
    );
    expect(said).toMatch(/^ {2}conformant: /m);
    expect(await project.npx('webhook-contracts', 'explain', 'lune/createWebhook/request/body/url:pattern')).toContain(
      'npx webhook-contracts mock --api lune --break',
    );
  });

  test('the page of a report is written with the style and the script that are shipped beside it', async () => {
    const file = join(project.folder, 'node_modules/webhook-contracts/dist/conformance/reporters/html/html-report.js');
    const code = `import(${JSON.stringify(file)}).then(({ htmlReport }) => htmlReport('tool', [])).then(console.log)`;
    expect(await project.node('--eval', code)).toMatch(
      /^<!doctype html>.*<style>:root.*Nothing was judged\..*<script>.*<\/html>\n/s,
    );
  });
});

describe('The package', () => {
  test('holds the contracts and what was compiled, and nothing else', () => {
    const allowed =
      /^(package\.json|README\.md|CHANGELOG\.md|SECURITY\.md|ARCHITECTURE\.md|src\/contract\/vocabulary\.schema\.json|LICENSE|dist\/(src|conformance)\/.*\.(js|d\.ts|json)|openapi\/.*|src\/generated\/[^/]+\/document\.json|action\.yml|test\/fourth\/rooms\.yaml|docs\/.*\.(md|png|yaml)|conformance\/reporters\/(report\.schema\.json|html\/report(\.css|-page\.js)))$/;
    expect(project.packed.filter((path) => !allowed.test(path) || /\.test\./.test(path))).toEqual([]);
    expect(project.packed).toContain('conformance/reporters/report.schema.json');
  });

  test('has an entry for every contract, and its exports name none of them', async () => {
    const ids = [...(await builtInContracts()).keys()];
    for (const id of ids) {
      const paths = project.packed.map((path) => path.replace(id, 'ID'));
      expect(paths).toEqual(
        expect.arrayContaining(['dist/src/generated/ID/index.d.ts', 'src/generated/ID/document.json']),
      );
      const code = `import('webhook-contracts/${id}').then(({ createClient }) => console.log(typeof createClient))`;
      expect(await project.node('--eval', code)).toBe('function\n');
    }
    expect(ids.filter((id) => JSON.stringify(manifest.exports).includes(id))).toEqual([]);
  });

  test('has nothing that publint or attw know to go wrong in other people’s projects', {
    timeout: timeoutMs,
  }, async () => {
    const folder = join(project.folder, 'node_modules', 'webhook-contracts');
    expect(await run(join(bin, 'publint'), [folder, '--strict'], project.folder)).toContain('All good!');
    const ids = [...(await builtInContracts()).keys()];
    const entries = ['.', './vitest', ...ids.map((id) => `./${id}`)];
    // As JSON, since its table is another in a window of another width.
    const args = [project.tarball, '--profile', 'esm-only', '--format', 'json', '--entrypoints', ...entries];
    const found = JSON.parse(await run(join(bin, 'attw'), args, project.folder));
    expect(Object.keys(found.analysis.entrypoints).toSorted()).toEqual(entries.toSorted());
    const ignored = ['node10', 'node16-cjs'];
    const problems = found.analysis.problems.filter(
      (problem: { resolutionKind: string }) => !ignored.includes(problem.resolutionKind),
    );
    expect(problems).toEqual([]);
  });

  test('says in one line that a Node is too old', async () => {
    expect(manifest.engines.node).toBe('>=24');
    const text = await readFile(join(project.folder, 'node_modules/webhook-contracts/dist/src/cli/main.js'), 'utf8');
    // What runs before the version is looked at is all in this file.
    expect(text).not.toMatch(/^import /m);
    const old = text.replaceAll('process.versions.node', '"20.1.0"').replaceAll("'./", "'../none/");
    await project.write('old.mjs', old);
    await expect(project.node('old.mjs')).rejects.toThrow(/needs Node 24 or newer; this is Node 20\.1\.0\.$/m);
  });
});

/** Prints the packages that an import loads, each once. */
const loadedBy = (entry: string): string => `
import { registerHooks } from 'node:module';
const loaded = new Set();
registerHooks({ load: (url, context, next) => {
  const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? [];
  if (name !== undefined) loaded.add(name);
  return next(url, context);
} });
await import(${JSON.stringify(entry)});
console.log([...loaded].sort().join(' '));
`;

describe('Whoever imports', () => {
  const client = 'openapi-fetch webhook-contracts\n';
  test.each([
    ['webhook-contracts/lune', client],
    ['webhook-contracts/cloudflare', client],
    ['webhook-contracts/management', client],
    ['webhook-contracts', client],
  ])('%s loads nothing but the client', async (entry, packages) => {
    await project.write('load.mjs', loadedBy(entry));
    expect(await project.node('load.mjs')).toBe(packages);
  });

  test('a client puts less than 10 kB into a web page', async () => {
    await project.write(
      'page.js',
      "import { createClient } from 'webhook-contracts/lune';\nglobalThis.client = createClient();",
    );
    await using bundle = await rolldown({ input: join(project.folder, 'page.js'), platform: 'browser' });
    const { output } = await bundle.generate({ minify: true });
    expect(output).toHaveLength(1);
    const bytes = gzipSync(output[0].code).length;
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(10_000);
  });
});
