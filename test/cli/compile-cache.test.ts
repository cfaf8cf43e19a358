import { execFile } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const script = join(import.meta.dirname, '../../src/cli/main.ts');

/** Prints a contract's clauses with a cache folder of its own, and gives what is on stderr. */
const run = async (caches: string): Promise<string> => {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const options = { env: { ...env, XDG_CACHE_HOME: caches }, maxBuffer: 2 ** 24 };
  return (await promisify(execFile)(process.execPath, [script, 'clauses', '--api', 'lune'], options)).stderr;
};

test('What was compiled is kept in the cache folder of the user', async () => {
  await using folder = await temporaryFolder();
  expect(await run(folder.path)).toBe('');
  expect(await readdir(join(folder.path, 'webhook-contracts'), { recursive: true })).not.toEqual([]);
});

test('Where nothing can be kept, a command does its work all the same', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  expect(await run(file)).toBe('');
  expect((await stat(file)).size).toBe(0);
});
