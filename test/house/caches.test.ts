import { expect, test } from 'vitest';
import { programFiles } from './source-files.ts';

/** A table at the top of a module that begins empty: it lives as long as the process does. */
const table = /^(?:const|let) (\w+) = new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\);$/;

test('A comment above each table of a module says what bounds it, or what it is kept for', async () => {
  const tables = (await programFiles()).flatMap(({ path, text }) => {
    const lines = text.split('\n');
    return lines.flatMap((line, index) => {
      const name = table.exec(line)?.[1];
      return name === undefined ? [] : [{ place: `${path}: ${name}`, before: lines[index - 1] ?? '' }];
    });
  });
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter(({ before }) => !before.endsWith('*/')).map(({ place }) => place)).toEqual([]);
});
