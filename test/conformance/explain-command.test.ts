import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const root = join(import.meta.dirname, '../..');
const script = join(root, 'src/cli/main.ts');

/** Runs the command to its end, from the root of the repository. */
const run = (
  ...args: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, 'explain', ...args], { cwd: root, maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ status: error === null ? 0 : Number(error.code), out, err });
    });
  });

const id = 'lune/createWebhook/request/body/url:pattern';

test('One clause is explained, with the line on which it stands', async () => {
  const { status, out, err } = await run(id);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const [, line] = /openapi\/lune\.yaml:(\d+)\n/.exec(out) ?? [];
  const written = (await readFile(join(root, 'openapi/lune.yaml'), 'utf8')).split('\n')[Number(line) - 1];
  expect(written).toMatch(/^ *pattern:/);
  expect(out.split('\n').slice(0, 2)).toEqual([
    id,
    expect.stringContaining('In a request to createWebhook, `body.url`'),
  ]);
  expect(out).toContain('/components/schemas/HttpsUrl/pattern');
  expect(out).toContain('Lune API reference, Webhook (page)');
  expect(out).toContain(`${id}#broken`);
  expect(out).toContain(`npm run mock -- --api lune --break '${id}'`);
  expect(out).toContain('$WEBHOOK_CONTRACTS_TOKEN');
  expect(out).not.toContain('\u001b[');
});

test('A line that is shown for a 404 names what is not there, and leads to one', async () => {
  await using mock = await startMock({ apis: ['lune'], port: 0, token: 't' });
  const { out } = await run('lune/deleteWebhook/404:status');
  const [, valid = '', changed = ''] = /^ +(?:by hand +)?With \S+ set:\n +(curl .*)\n.*\n +(curl .*)$/m.exec(out) ?? [];
  expect(out).toContain('unknown-ids: ');
  expect(out).not.toContain('valid-requests: ');
  expect(changed).not.toBe(valid);
  const [, path] = /http:\/\/127\.0\.0\.1:4010(\/\S+)/.exec(changed) ?? [];
  const answer = await fetch(`${mock.url}${path}`, { method: 'DELETE', headers: { authorization: 'Bearer t' } });
  expect(answer.status).toBe(404);
});

test('Where no line that breaks a clause is shown, that is said', async () => {
  const { out } = await run('cloudflare/deleteWebhook/request/path/webhook_id:format');
  expect(out).toContain('none is shown');
  expect(out.match(/curl /g)).toHaveLength(1);
});

test('A property that the body of the example lacks is to be added', async () => {
  const { out } = await run('cloudflare/webhook:enabled-is-answered-on-create');
  expect(out).toContain('Add `enabled` to the body.');
});

test('A text that no id can be is named in short', async () => {
  const { status, err } = await run('x'.repeat(100_000));
  expect([status, err.length < 300]).toEqual([2, true]);
  expect(err).toContain('has 100000 characters');
});

test('The id of the API may be left out', async () => {
  const [full, short] = await Promise.all([run(id), run('createWebhook/request/body/url:pattern', '--api', 'lune')]);
  expect(short).toEqual(full);
});

test('A glob that matches several is answered with their list, which has an end', async () => {
  const [few, many] = await Promise.all([run('lune/*:credentials'), run('*')]);
  const [lune] = await selectContracts({ apis: ['lune'] });
  const ids = lune?.clauses.filter(({ kind }) => kind === 'credentials').map((clause) => clause.id) ?? [];
  expect(few.status).toBe(0);
  expect(few.out).toMatch(new RegExp(`^${ids.length} clauses match "lune/\\*:credentials":\n`));
  for (const one of ids) expect(few.out).toContain(one);
  expect(many.status).toBe(0);
  expect(many.out.trimEnd().split('\n').at(-1)).toMatch(/^ {2}… and \d{3,} more$/);
  expect(many.out.split('\n').length).toBeLessThan(80);
});

test('As JSON, it prints all that is known of each that matches', async () => {
  const { status, out } = await run('lune/*:credentials', '--json');
  expect(status).toBe(0);
  const printed = JSON.parse(out) as readonly { readonly id: string }[];
  expect(printed.length).toBeGreaterThan(3);
  const text = expect.any(String);
  for (const explanation of printed) {
    expect(explanation).toEqual({
      id: expect.stringMatching(/:credentials$/),
      api: 'lune',
      kind: 'credentials',
      level: expect.stringMatching(/^(MUST|SHOULD)$/),
      says: text,
      operation: { id: text, method: text, path: text, summary: text },
      pointer: text,
      source: { document: text, title: text, says: text },
      untested: null,
      resting: [],
      checks: [{ kind: 'credentials', does: text, ids: [`${explanation.id}#credentials`] }],
      breaking: { command: text, header: text },
      byHand: { valid: text, changed: text, steps: text },
      flaw: text,
      place: { file: 'openapi/lune.yaml', line: expect.any(Number) },
    });
  }
});

test('A contract of your own is explained too', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'tiny.yaml');
  await writeFile(
    file,
    `openapi: 3.1.0
info: { title: Tiny, version: 1.0.0 }
paths:
  /things:
    get:
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema:
                type: array
                uniqueItems: true
`,
  );
  const { status, out } = await run('*:uniqueItems', '--contract', file);
  expect(status).toBe(0);
  expect(out).toContain('the body has no item twice.');
  expect(out).toContain(`${file}:13\n`);
  expect(out).toContain(`npm run mock -- --contract ${file} --break`);
  expect(out).toMatch(/source +none is given/);
});

describe.each([
  { args: ['lune/createWebhook/request/body/url:patern'], says: /matches no clause\. Did you mean .*url:pattern\?$/ },
  { args: ['createWebhok'], says: /matches no clause\. Did you mean createWebhook\?$/ },
  { args: [''], says: /"" matches no clause\./ },
  { args: [], says: /missing required argument 'clause'/ },
  { args: [id, 'other'], says: /too many arguments/ },
  { args: [id, '--api', 'lnue'], says: /There is no contract "lnue"\. Did you mean lune\?/ },
  { args: [id, '--api', 'cloudflare'], says: /matches no clause/ },
  { args: ['x', '--contract', '/nowhere/at-all.yaml'], says: /at-all\.yaml/ },
  { args: [id, '--jsno'], says: /unknown option '--jsno'/ },
])('The command with $args', ({ args, says }) => {
  test('gives 2, and says what is wrong', async () => {
    const { status, out, err } = await run(...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err.trimEnd()).toMatch(says);
  });
});
