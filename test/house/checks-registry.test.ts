import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkMakers } from '../../conformance/checks/checks.ts';
import { filesBelow, root } from './source-files.ts';

const folder = 'conformance/checks';

/** Whether a file makes checks: it imports the type of a maker, and is not the list itself. */
const makesChecks = async (path: string): Promise<boolean> => {
  const text = await readFile(join(root, path), 'utf8');
  return path !== `${folder}/checks.ts` && /import\s[^;]*\bCheckMaker\b[^;]*from '\.\/check\.ts'/.test(text);
};

const inCamelCase = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

test('The list of checks holds the maker of every file of the folder that makes some, under its name', async () => {
  const paths = await filesBelow(folder);
  const isMaker = await Promise.all(paths.map(makesChecks));
  const makers = await Promise.all(
    paths
      .filter((_, index) => isMaker[index])
      .map(async (path) => {
        const name = basename(path, '.ts');
        const module = (await import(join(root, path))) as Readonly<Record<string, unknown>>;
        return [name, module[inCamelCase(name)]] as const;
      }),
  );
  expect(makers.length).toBeGreaterThan(0);
  expect(Object.keys(checkMakers).toSorted()).toEqual(makers.map(([name]) => name).toSorted());
  for (const [name, maker] of makers) {
    expect(maker, `${folder}/${name}.ts exports ${inCamelCase(name)}`).toBeTypeOf('function');
    expect(checkMakers[name], `${folder}/checks.ts lists ${name}`).toBe(maker);
  }
});
