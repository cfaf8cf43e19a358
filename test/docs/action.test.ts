import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { root } from '../house/source-files.ts';
import { userPages } from './pages.ts';

interface Step {
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action: Action = parse(await readFile(join(root, 'action.yml'), 'utf8'));
const [judging] = action.runs.steps.filter(({ run }) => run !== undefined);

interface Ran {
  readonly status: number;
  readonly words: readonly string[];
  readonly token: string;
  readonly apiKey: string;
}

/** Stands for npx: says what it was given, and ends with a status of its own. */
const npx = `#!/usr/bin/env bash
printf '%s\\0' "$WEBHOOK_CONTRACTS_TOKEN" "$WEBHOOK_CONTRACTS_API_KEY" "$@"
exit 3
`;

/** Runs the script of the action as a runner does, with some inputs. */
const runWith = async (given: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) => {
  await using folder = await temporaryFolder();
  const bin = join(folder.path, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'npx'), npx);
  await chmod(join(bin, 'npx'), 0o755);
  const inputOf = (expression: string): string => {
    const [, name = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
    return given[name] ?? action.inputs[name]?.default ?? '';
  };
  const inputs = Object.entries(judging?.env ?? {}).map(([name, expression]) => [name, inputOf(expression)]);
  const options = {
    cwd: folder.path,
    env: { ...env, ...Object.fromEntries(inputs), PATH: `${bin}:${process.env.PATH}` },
  };
  return await new Promise<Ran>((resolve) => {
    const flags = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', judging?.run ?? ''];
    execFile('bash', flags, options, (error, stdout) => {
      const [token = '', apiKey = '', ...words] = stdout.split('\0').slice(0, -1);
      resolve({ status: Number(error?.code ?? 0), words, token, apiKey });
    });
  });
};

describe('The action', () => {
  test('puts no input into its script, where it would be a command', () => {
    expect(judging?.run).not.toContain('${{');
  });

  test('calls the command with what it was given, and ends as it does', async () => {
    const ran = await runWith({
      contract: 'my api.yaml',
      target: 'http://127.0.0.1:3000',
      token: 'the-token',
      set: 'app_id=one,other\naccount_id=a b\n',
      args: '--strict\n--only=list*\n',
      baseline: 'known.txt',
    });
    expect(ran).toEqual({
      status: 3,
      token: 'the-token',
      apiKey: '',
      words: [
        '--yes',
        'webhook-contracts@latest',
        'conformance',
        '--report=report',
        '--contract=my api.yaml',
        '--target=http://127.0.0.1:3000',
        '--baseline=known.txt',
        '--set=app_id=one,other',
        '--set=account_id=a b',
        '--strict',
        '--only=list*',
      ],
    });
  });

  test.each(['$(touch owned)', '"; touch owned; "', '`touch owned`', '--plan'])(
    'takes %s for a value',
    async (text) => {
      const { words } = await runWith({ api: text, target: text, set: text, version: text });
      expect(words).toEqual([
        '--yes',
        `webhook-contracts@${text}`,
        'conformance',
        '--report=report',
        `--api=${text}`,
        `--target=${text}`,
        `--set=${text}`,
      ]);
    },
  );

  test('leaves a credential alone that the job has set', async () => {
    const { token, apiKey } = await runWith({ 'api-key': 'k' }, { WEBHOOK_CONTRACTS_TOKEN: 't' });
    expect([token, apiKey]).toEqual(['t', 'k']);
  });

  test('keeps the report of a run that failed', () => {
    const upload = action.runs.steps.at(-1);
    expect([upload?.uses, upload?.if]).toEqual([expect.stringContaining('actions/upload-artifact@'), 'always()']);
  });

  test('is used in the pages with inputs that it has', async () => {
    const workflows = (await userPages()).flatMap(({ fences }) =>
      fences
        .filter(({ language, text }) => language === 'yaml' && text.includes('uses:'))
        .map(({ text }) => parse(text)),
    );
    const uses = workflows
      .flatMap(({ jobs }) => Object.values<{ steps: { uses?: string; with?: object }[] }>(jobs))
      .flatMap(({ steps }) => steps.filter((step) => step.uses?.includes('webhook-contracts')));
    expect(uses).not.toEqual([]);
    for (const step of uses)
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  });
});
