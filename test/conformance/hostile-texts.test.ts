import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clause, loadContract, type Mock, startMock } from '../../src/index.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { runCommandLine } from './command.ts';

/** What an output must not pass on: line breaks with a command of a workflow, styles, and what turns the direction of writing. */
const hostile = '\n::error::a\r\n  ::add-mask::b\u001b[31m\u0085\u2028::c\u202e##[error]d\u2066\u007f';

const folder = await temporaryFolder();
const file = join(folder.path, 'things.json');

const operation = `do${hostile}`;

const schema = {
  type: 'object',
  title: hostile,
  description: hostile,
  required: ['kind', `p${hostile}`],
  properties: { kind: { enum: [hostile, 'b'] }, [`p${hostile}`]: { type: 'string', pattern: `^(${hostile})?$` } },
  example: { kind: 'b', [`p${hostile}`]: '' },
};

const document = {
  openapi: '3.1.0',
  info: { title: `Title${hostile}`, version: hostile, description: hostile },
  tags: [{ name: hostile }],
  'x-documents': { d: `Document${hostile}` },
  'x-source': { document: 'd', says: `So${hostile}` },
  'x-other': hostile,
  paths: {
    [`/a${hostile}`]: {
      get: { operationId: `at${hostile}`, summary: hostile, responses: { 200: { description: hostile } } },
    },
    '/things': {
      post: {
        operationId: operation,
        summary: hostile,
        tags: [hostile],
        parameters: [{ name: `q${hostile}`, in: 'query', schema: { type: 'integer' } }],
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: {
          200: { description: hostile, content: { 'application/json': { schema } } },
          400: { description: hostile },
        },
      },
    },
  },
};

let mock: Mock;

beforeAll(async () => {
  await writeFile(file, JSON.stringify(document));
  mock = await startMock({ contracts: [file], port: 0, seed: 1 });
});

afterAll(async () => {
  await mock.close();
  await folder[Symbol.asyncDispose]();
});

const own = /^::(stop-commands::[\w-]+|[\w-]{36}::|(error|warning) title=[^:]*::.*)$/;

/** Everything but what a terminal shows, line breaks, tabs, and the joiners of emoji. */
const unseen = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const expectHarmless = (output: string): void => {
  const lines = output.split('\n').filter((line) => !own.test(line));
  expect(lines.filter((line) => /^\s*::/.test(line) || line.includes('##['))).toEqual([]);
  expect(lines.filter((line) => unseen.test(line))).toEqual([]);
  // A name that breaks a line would leave its end on one of its own.
  expect(lines.filter((line) => /^\s*(error|add-mask)::/.test(line))).toEqual([]);
};

describe('no text of a contract or an argument gets out as a line, a command or a control sequence', () => {
  const contract = ['--contract', file] as const;
  const commands: Readonly<Record<string, (clause: string) => readonly string[]>> = {
    clauses: () => ['clauses', ...contract],
    'a plan': () => ['conformance', ...contract, '--plan'],
    'a run': () => ['conformance', ...contract, '--runs', '2', '--seed', '1', '--report', join(folder.path, 'report')],
    'a run with findings': () => [
      ...['conformance', ...contract, '--target', `${mock.url}/things`, '--runs', '2', '--seed', '1'],
      ...['--report', join(folder.path, 'report')],
    ],
    'the explanation of a clause': (clause) => ['explain', clause, ...contract],
    'the explanation of several': () => ['explain', 'things/*', ...contract],
    'an unknown clause': () => ['explain', `x${hostile}`, ...contract],
    'a glob that matches nothing': () => ['conformance', ...contract, '--only', `x${hostile}`],
    'an operation that is almost called so': () => ['conformance', ...contract, '--only', `${operation}x`],
    'a file that is not there': () => ['clauses', '--contract', `none${hostile}.yaml`],
    'a folder that is not there': () => ['clauses', ...contract, '--allow-refs', hostile],
    'an unknown option': () => ['clauses', `--x${hostile}`],
    'an unknown word': () => ['clauses', hostile],
    'an unknown command': () => [`claus${hostile}`],
    'a number that is none': () => ['conformance', '--runs', hostile],
    'a port that is none': () => ['mock', '--port', hostile],
    'a target that is none': () => ['conformance', ...contract, '--target', hostile],
    'a clause that cannot be broken': () => ['mock', ...contract, '--port', '0', '--break', hostile],
    'a baseline that is not there': () => ['conformance', ...contract, '--baseline', hostile.replaceAll('/', '')],
    'a recording that is not there': () => ['check', ...contract, '--har', hostile, '--target', 'http://a.example'],
  };

  test.each(Object.keys(commands))('%s', async (what) => {
    const { clauses } = await loadContract(file);
    const broken = clauses.filter(({ id }) => id.includes('/200/body/kind:enum')).map(({ id }) => id);
    expect(broken).toHaveLength(1);
    mock.break(...broken);
    const words = commands[what]?.(broken[0] ?? '') ?? [];
    // Only a run has more to tell in a workflow; whatever else is printed there is held against more.
    for (const env of what.startsWith('a run') ? [{}, { GITHUB_ACTIONS: 'true' }] : [{ GITHUB_ACTIONS: 'true' }]) {
      const { stdout, stderr } = await runCommandLine(words, { env });
      expect(stdout + stderr).not.toBe('');
      expectHarmless(stdout);
      expectHarmless(stderr);
    }
  });

  test.each([[], ['--json']])('a mock, which is asked for what there is and what there isn’t %j', async (...json) => {
    const url = /http:\/\/127\.0\.0\.1:\d+/;
    let isAsked = false;
    const { stdout, stderr } = await runCommandLine(['mock', ...contract, '--port', '0', ...json], {
      seen: (text, kill) => {
        const [base] = url.exec(text) ?? [];
        if (isAsked || base === undefined || !text.includes('istening')) return;
        isAsked = true;
        const paths = [
          '/things/things?q=1',
          `/things/a${encodeURIComponent(hostile)}`,
          '/things/%0A::error::e',
          '/%0D%0A::x::',
        ];
        void Promise.all(paths.map((path) => fetch(`${base}${path}`, { method: 'POST', body: hostile }))).then(() =>
          setTimeout(() => kill('SIGTERM'), 500),
        );
      },
    });
    expectHarmless(stdout);
    expectHarmless(stderr);
    const lines = stdout.trim().split('\n');
    if (json.length > 0) expect(JSON.parse(lines[0] ?? '').apis[0].title).toBe(document.info.title);
    expect(lines.length).toBeGreaterThan(4);
  });

  test('JSON says exactly what it is', async () => {
    const { clauses } = await loadContract(file);
    const { stdout } = await runCommandLine(['clauses', ...contract, '--json']);
    expectHarmless(stdout);
    expect(JSON.parse(stdout).map(({ id, source }: Clause) => [id, source?.says])).toEqual(
      clauses.map(({ id, source }) => [id, source?.says]),
    );
    const { stdout: explained } = await runCommandLine(['explain', 'things/*', ...contract, '--json']);
    expectHarmless(explained);
    expect(JSON.parse(explained).map(({ id }: Clause) => id)).toEqual(clauses.map(({ id }) => id));
  });

  test('styles are our own, where there are any', async () => {
    const words = ['explain', 'things/*', ...contract];
    const { stdout } = await runCommandLine(words, { env: { NO_COLOR: '', FORCE_COLOR: '1' } });
    expectHarmless(stripVTControlCharacters(stdout));
    const one = await runCommandLine(
      ['conformance', ...contract, '--runs', '1', '--report', join(folder.path, 'report')],
      {
        env: { NO_COLOR: '', FORCE_COLOR: '1' },
      },
    );
    expect(one.stdout).toContain('\u001b[1m');
    expect(one.stdout).not.toContain('b\u001b[31m');
    expectHarmless(stripVTControlCharacters(one.stdout));
  });
});
