import { expect, test } from 'vitest';
import { checkMakers } from '../../conformance/checks/checks.ts';
import { batchesOf } from '../../scripts/trust/batches.ts';
import { loadContracts } from '../../scripts/trust/contracts.ts';
import { failures } from '../../scripts/trust/failures.ts';
import { guards } from '../../scripts/trust/guards.ts';
import type { Planted } from '../../scripts/trust/plant.ts';

const contracts = await loadContracts(null);
const [clause] = contracts.flatMap(({ clauses }) => clauses);
if (clause === undefined) throw new Error('The contracts have no clauses.');
const corpus = { servers: 1, falseAlarms: [], unjudged: [] };
const kinds = Object.keys(checkMakers);

const found: Planted = { clause, unobservable: null, isFound: true, isNamed: true, seenBy: kinds, requests: 1 };

test('Where every flaw is found under its name by all, nothing failed', () => {
  expect(failures([found], corpus, { isWhole: true })).toEqual([]);
});

test('A flaw that nobody finds is named', () => {
  const survivor = { ...found, isFound: false, isNamed: false, seenBy: [] };
  expect(failures([found, survivor], corpus, { isWhole: true })).toEqual([`nobody guards ${clause.id}`]);
});

test('What can’t be observed isn’t missed', () => {
  const hidden = { ...found, unobservable: 'for a reason', isFound: false, isNamed: false };
  expect(failures([found, hidden], corpus, { isWhole: true })).toEqual([]);
});

test('Too few flaws under their names fail', () => {
  const misnamed = Array.from({ length: 10 }, (_, index) => ({ ...found, isNamed: index > 0 }));
  expect(failures(misnamed, corpus, { isWhole: true })).toEqual([
    'only 9 of 10 flaws were told under the name of their clause',
  ]);
});

test('Of twenty flaws, nineteen under their names are enough', () => {
  const named = Array.from({ length: 20 }, (_, index) => ({ ...found, isNamed: index > 0 }));
  expect(failures(named, corpus, { isWhole: true })).toEqual([]);
});

test('What each kind of check is there for is said, of those that there are', () => {
  expect(Object.keys(guards).toSorted()).toEqual(kinds.toSorted());
});

test.each(kinds)('A run in which %s finds nothing fails, and says what it was there for', (kind) => {
  const without = { ...found, seenBy: kinds.filter((one) => one !== kind) };
  const [first = ''] = failures([without], corpus, { isWhole: true });
  expect(first).toBe(`${kind} found nothing: ${guards[kind]}`);
});

test.each([true, false])('A kind of check that is gone fails, be the run whole or not: %s', (isWhole) => {
  const [gone = '', ...kept] = kinds;
  expect(failures([{ ...found, seenBy: kept }], corpus, { isWhole, kinds: kept })).toEqual([
    `${gone} is not there any more: ${guards[gone]}`,
  ]);
});

test('In a run of a part, or a brief one, a kind of check may find nothing', () => {
  expect(failures([{ ...found, seenBy: [] }], corpus, { isWhole: false })).toEqual([]);
});

test('False alarms fail, and so do right servers that could not be judged', () => {
  const all = failures([found], { servers: 2, falseAlarms: ['a'], unjudged: ['b'] }, { isWhole: true });
  expect(all).toEqual(['a right server was accused: a', 'a right server was not judged to the end: b']);
});

test.each(contracts.map((contract) => ({ id: contract.id, contract })))(
  'Each clause of $id is planted once, in a server with others that it doesn’t meet',
  ({ contract }) => {
    const batches = batchesOf(contract, contract.clauses);
    expect(
      batches
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(contract.clauses.map(({ id }) => id).toSorted());
    for (const batch of batches) {
      const behaviours = batch.filter(({ subject }) => subject.of === 'resource');
      expect([0, batch.length]).toContain(behaviours.length);
    }
  },
);
