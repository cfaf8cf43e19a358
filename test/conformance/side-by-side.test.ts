import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Observation } from '../../conformance/evidence/observation.ts';
import { sideBySide } from '../../conformance/side-by-side.ts';
import { loadContract } from '../../src/contract/load-contract.ts';

const [clause] = (await loadContract('openapi/lune.yaml')).clauses;
if (clause === undefined) throw new Error('The contract has no clauses.');
const held: Observation = { clause, outcome: 'held', cases: 1 };
const untested: Observation = { clause, outcome: 'untestable', reason: 'it was busy' };

/** Tries cases of which each takes so many milliseconds, and says what was told of them, and how many were under way at the most. */
const tried = async (
  durationsMs: readonly number[],
  show: (durationMs: number, isAlone: boolean) => readonly Observation[],
  width = 3,
) => {
  const told: { readonly index: number; readonly seen: readonly Observation[] }[] = [];
  let underWay = 0;
  let most = 0;
  let performed = 0;
  const lanes = sideBySide<number>(
    async (durationMs) => {
      performed++;
      underWay++;
      most = Math.max(most, underWay);
      let isAlone = underWay === 1;
      await wait(durationMs);
      isAlone &&= underWay === 1;
      underWay--;
      return show(durationMs, isAlone);
    },
    (index, seen) => told.push({ index, seen }),
    { width },
  );
  for (const durationMs of durationsMs) await lanes.add(durationMs);
  await lanes.end();
  return { told, most, performed, underWay };
};

test('What holds is told in the order in which it was given, whatever was done first', async () => {
  const { told, most, performed } = await tried([30, 1, 20, 1, 1, 10], () => [held]);
  expect(told.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(3);
  expect(performed).toBe(6);
});

test('Who fails of being asked several things at once is told nothing of it', async () => {
  const { told } = await tried([5, 1, 5, 1, 5], (_, isAlone) => [isAlone ? held : untested]);
  expect(told.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  expect(told.flatMap(({ seen }) => seen)).toEqual([held, held, held, held, held]);
});

test('What does not hold alone either is told once, and so is what comes after it, without a second try', async () => {
  const { told, performed } = await tried([1, 2, 3, 4, 5, 6], (durationMs) => [durationMs === 2 ? untested : held]);
  expect(told.map(({ seen }) => seen[0]?.outcome)).toEqual(['held', 'untestable', 'held', 'held', 'held', 'held']);
  expect(performed).toBe(7);
});

test('With a width of one, nothing is tried beside anything, and nothing twice', async () => {
  const { most, performed } = await tried([3, 2, 1], () => [untested], 1);
  expect(most).toBe(1);
  expect(performed).toBe(3);
});

test('An error of ours is thrown after all that was under way has ended', async () => {
  let underWay = 0;
  const lanes = sideBySide<number>(
    async (durationMs) => {
      underWay++;
      await wait(durationMs);
      underWay--;
      if (durationMs === 1) throw new Error('ours');
      return [held];
    },
    () => undefined,
    { width: 3 },
  );
  await lanes.add(1);
  await lanes.add(20);
  await expect(lanes.end()).rejects.toThrow('ours');
  expect(underWay).toBe(0);
});
