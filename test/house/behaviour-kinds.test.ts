import { describe, expect, test } from 'vitest';
import { behaviourKinds, behaviours, listedTogether } from '../../src/clauses/behaviour-kinds/list.ts';
import { behaviourFlaws } from '../../src/flaws/behaviours/list.ts';
import { filesBelow } from './source-files.ts';

const folder = 'src/clauses/behaviour-kinds';
const shared = ['behaviour-kind.ts', 'list.ts'];

/** `default` is a word of the language. */
const fileOf = (kind: string): string => (kind === 'default' ? 'defaulted.ts' : `${kind}.ts`);

test('Each kind of behaviour has a file, and each file is listed', async () => {
  const files = (await filesBelow(folder)).map((path) => path.slice(folder.length + 1));
  expect(files.filter((file) => !shared.includes(file))).toEqual(behaviours.map(fileOf).toSorted());
});

test('Each kind of behaviour has one place in the list of a contract’s promises', () => {
  expect(listedTogether.flat().toSorted()).toEqual(behaviours.toSorted());
});

const flawFolder = 'src/flaws/behaviours';

test('Each kind of behaviour has a flaw with a file of its own, and each is listed', async () => {
  const files = (await filesBelow(flawFolder)).map((path) => path.slice(flawFolder.length + 1));
  expect(Object.keys(behaviourFlaws).toSorted()).toEqual([...behaviours].toSorted());
  expect(files).toEqual(expect.arrayContaining(behaviours.map(fileOf)));
});

describe.each(behaviours)('%s', (kind) => {
  const { promise, inShort, byHand, flaw } = behaviourKinds[kind];
  const behaving = { operation: 'makeThing', resource: 'thing', action: 'create', name: 'colour' } as const;

  test('promises one sentence, and says the same in short', () => {
    expect(promise(behaving)).toMatch(/^\S.*[^.]\.$/);
    expect(inShort).toMatch(/^[a-z].*[^.]$/);
  });

  test('says how it is tried by hand, and how a flaw breaks it', () => {
    expect(byHand({ name: 'colour', action: 'create', isSent: true })).toMatch(/\.$/);
    expect(flaw).toMatch(/^[a-z].*[^.]$/);
  });
});

test('No two kinds say the same', () => {
  for (const texts of [
    behaviours.map((kind) => behaviourKinds[kind].inShort),
    behaviours.map((kind) => behaviourKinds[kind].flaw),
  ])
    expect(new Set(texts).size).toBe(texts.length);
});
