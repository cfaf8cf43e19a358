import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import config from '../../vitest.config.ts';
import { filesBelow } from './source-files.ts';

/** The folders whose files share workers that grow large. */
const folders = ['test/conformance', 'test/fourth', 'test/recorded'];

const startsProcesses = (text: string): boolean => /from '(node:child_process|\.\/command\.ts)'/.test(text);

test('The files of the suite that start processes have workers of their own', async () => {
  const files = (await Promise.all(folders.map((folder) => filesBelow(folder)))).flat();
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  const texts = await Promise.all(tests.map((file) => readFile(file, 'utf8')));
  const starting = tests.filter((_, index) => startsProcesses(texts[index] ?? ''));
  const listed = (config.test?.projects ?? []).flatMap((project) =>
    typeof project === 'object' && 'test' in project && project.test?.name === 'commands' ? project.test.include : [],
  );
  expect(listed.toSorted()).toEqual(starting.toSorted());
});
