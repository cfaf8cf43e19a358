import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isKeyword, kindWords } from '../../conformance/reporters/kind-words.ts';
import { behaviours } from '../../src/clauses/behaviour-kinds/list.ts';
import { promises } from '../../src/clauses/clause.ts';

test('Every kind of clause is a keyword of JSON Schema, or is explained', () => {
  const unexplained = promises.filter((kind) => kindWords(kind) === null);
  expect(unexplained.filter((kind) => !isKeyword(kind))).toEqual([]);
  expect(promises.filter((kind) => isKeyword(kind) && kindWords(kind) !== null)).toEqual([]);
  expect(kindWords('toString')).toBeNull();
});

test('The vocabulary lists every behaviour', async () => {
  const text = await readFile(new URL('../../docs/vocabulary.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\| `[^`]+-[^`]+` +\|/gm)].map(([, name]) => name);
  expect(rows).toEqual([...behaviours]);
});
