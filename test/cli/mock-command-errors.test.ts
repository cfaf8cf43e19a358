import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../src/cli/main.ts');

/** Runs the command to its end, with a module that is loaded before. */
const run = (words: readonly string[], { before = '' } = {}) =>
  spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(before)}`, script, 'mock', '--port', '0', ...words],
    { encoding: 'utf8', timeout: 60_000 },
  );

test('Where no more files can be watched, the mock ends and says so', { timeout: 90_000 }, () => {
  const before = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    fs.watch = () => { throw Object.assign(new Error('ENOSPC: no more'), { code: 'ENOSPC' }); };
    syncBuiltinESMExports();`;
  const { status, stderr } = run(['--api', 'lune', '--watch'], { before });
  expect([status, stderr]).toEqual([2, expect.stringContaining('ENOSPC: no more. Leave out --watch')]);
});

test('What is wrong is told without what changes the terminal', { timeout: 90_000 }, () => {
  const { status, stderr } = run(['--contract', 'odd\u001b[2J.yaml']);
  expect([status, stderr]).toEqual([2, expect.stringContaining('odd‹U+001B›[2J.yaml')]);
});
