import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../src/package-folder.ts';

const page = join(packageFolder(), 'docs', 'licences.md');

test('The page says how many packages it lists', async () => {
  const text = await readFile(page, 'utf8');
  const [, count] = /brings along (\d+) others/.exec(text) ?? [];
  const [, , ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(Number(count));
});

test.each(['--chekc', 'check'])('The command takes no %s, and writes nothing', async (option) => {
  const before = await readFile(page, 'utf8');
  const script = join(packageFolder(), 'scripts', 'licences.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, option], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`'${option}'`) });
  expect(await readFile(page, 'utf8')).toBe(before);
});
