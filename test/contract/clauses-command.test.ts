import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selectContracts } from '../../src/clauses/select-contracts.ts';

const script = join(import.meta.dirname, '../../src/cli/main.ts');

/** Runs the command to its end. */
const run = (
  ...options: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, 'clauses', ...options], { maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ status: error === null ? 0 : Number(error.code), out, err });
    });
  });

// All at once, since most of the time goes by in starting.
const text = run();
const json = run('--json', '--api', 'lune');
const unknown = run('--api', 'lnue');

test('Without options, it prints a line for every clause of every contract', async () => {
  const { status, out, err } = await text;
  const clauses = (await selectContracts({})).flatMap((contract) => contract.clauses);
  expect([status, err]).toEqual([0, '']);
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(clauses.length);
  for (const [index, { id, level, source }] of clauses.entries()) {
    const words = `${source?.document}: ${source?.says.replaceAll(/\s+/g, ' ')}`;
    expect(lines[index]?.split(/ {2,}/).slice(0, 3).join(' ')).toBe([id, level, words].join(' '));
  }
});

test('As JSON, it prints all that is known of each', async () => {
  const { status, out, err } = await json;
  const [contract] = await selectContracts({ apis: ['lune'] });
  expect([status, err]).toEqual([0, '']);
  const printed = JSON.parse(out) as readonly object[];
  expect(printed).toHaveLength(contract?.clauses.length ?? 0);
  for (const [index, clause] of (contract?.clauses ?? []).entries()) {
    const { id, api, operation, kind, level, source, pointer, notApplicable } = clause;
    expect(printed[index]).toEqual({ id, api, operation, kind, level, source, pointer, notApplicable });
  }
});

test('An unknown contract ends in exit status 2 and one line', async () => {
  expect(await unknown).toEqual({ status: 2, out: '', err: 'There is no contract "lnue". Did you mean lune?\n' });
});
