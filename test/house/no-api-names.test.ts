import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtInContracts } from '../../src/clauses/select-contracts.ts';
import { filesBelow, root } from './source-files.ts';

const ids = [...(await builtInContracts()).keys()];
const paths = [...(await filesBelow('src')), ...(await filesBelow('conformance'))];

test.each(ids)('No file that was written by hand names %s', async (id) => {
  const written = paths.filter((path) => !path.startsWith('src/generated/'));
  expect(written.length).toBeGreaterThan(50);
  const found = await Promise.all(
    written.map(async (path) => {
      const text = `${path}\n${await readFile(join(root, path), 'utf8')}`;
      const lines = text.split('\n').map((line, index) => ({ line, place: index === 0 ? path : `${path}:${index}` }));
      return lines.filter(({ line }) => line.toLowerCase().includes(id.toLowerCase())).map(({ place }) => place);
    }),
  );
  expect(found.flat(), 'What is special about an API is written in its contract.').toEqual([]);
});
