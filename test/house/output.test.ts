import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { programFiles } from './source-files.ts';

/** The one that shows what others put into a line, and the one that runs before anything is imported, and writes words of its own. */
const writers = ['src/cli/main.ts', 'src/cli/output.ts'];

test('Nothing is written to the terminal but by the file that makes it harmless', async () => {
  const files = await programFiles();
  const writing: string[] = [];
  for (const { path } of files) {
    const text = await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
    if (/\bconsole[.[]|\b(stdout|stderr|stream)\.write\(/.test(text)) writing.push(path);
  }
  // What gathers lines has them shown by `output.ts` before.
  expect(writing.toSorted()).toEqual([...writers, 'src/cli/line-writer.ts'].toSorted());
});
