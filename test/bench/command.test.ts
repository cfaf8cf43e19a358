import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../src/package-folder.ts';

test.each([
  { script: 'bench.ts', options: ['--rounds', '2.5'], told: '--rounds "2.5" is no whole number from 1.' },
  { script: 'bench.ts', options: ['--only', 'suite', '--api', 'nobody'], told: 'There is no contract "nobody".' },
  { script: 'trust.ts', options: ['--seed', '-1'], told: '--seed "-1" is no whole number from 0.' },
])('$script refuses $options', ({ script, options, told }) => {
  const [first = '', second = '', ...rest] = options;
  const args = [join(packageFolder(), 'scripts', script), `${first}=${second}`, ...rest];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(told) });
});
