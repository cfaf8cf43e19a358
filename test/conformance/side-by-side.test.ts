import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Observation } from '../../conformance/evidence/observation.ts';
import { sideBySide } from '../../conformance/run/side-by-side.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { HttpResponse } from '../../src/http/messages.ts';

const [clause] = (await loadContract('openapi/lune.yaml')).clauses;
if (clause === undefined) throw new Error('The contract has no clauses.');
const held: Observation = { clause, outcome: 'held', cases: 1 };
const wrong = (response: HttpResponse | null): Observation => ({
  clause,
  outcome: 'broken',
  message: 'It is wrong.',
  expected: 'a 404',
  received: 'a 200',
  pointer: null,
  exchanges: [
    {
      request: { method: 'GET', url: 'http://127.0.0.1:9/', headers: {}, body: null },
      response,
      failure: response === null ? { kind: 'closed', message: 'closed the connection' } : null,
      durationMs: 1,
    },
  ],
});
const accepted: HttpResponse = { status: 200, headers: {}, body: '', truncated: false };
const untested: Observation = { clause, outcome: 'untestable', reason: 'it was busy' };

interface Tried {
  /** After how many were told no more is wanted. */
  readonly enough?: number;
  readonly width?: number;
  /** What is tried instead of a case that is tried again. */
  readonly fresh?: (index: number) => number;
}

/** Tries cases of which each takes so many milliseconds, and says what was told of them, and how many were under way at the most. */
const tried = async (
  durationsMs: readonly number[],
  show: (durationMs: number, isAlone: boolean) => readonly Observation[],
  { enough = Number.POSITIVE_INFINITY, width = 3, fresh }: Tried = {},
) => {
  const told: { readonly index: number; readonly seen: readonly Observation[] }[] = [];
  let underWay = 0;
  let most = 0;
  let performed = 0;
  const lanes = sideBySide<number>({
    async perform(durationMs) {
      performed++;
      underWay++;
      most = Math.max(most, underWay);
      let isAlone = underWay === 1;
      await wait(durationMs);
      isAlone &&= underWay === 1;
      underWay--;
      return show(durationMs, isAlone);
    },
    fresh: (index) => fresh?.(index) ?? durationsMs[index] ?? 1,
    isDefinite: (one) => one.outcome === 'broken' && one.exchanges.at(-1)?.response != null,
    tell: (index, seen) => told.push({ index, seen }),
    width: () => width,
    isOver: () => told.length >= enough,
  });
  for (const [index, durationMs] of durationsMs.entries()) await lanes.add(index, durationMs);
  await lanes.end();
  return { told, most, performed, underWay, passedOnlyInIsolation: lanes.passedOnlyInIsolation };
};

test('What holds is told in the order in which it was given, whatever was done first', async () => {
  const { told, most, performed } = await tried([30, 1, 20, 1, 1, 10], () => [held]);
  expect(told.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(3);
  expect(performed).toBe(6);
});

test('Who fails of being asked several things at once is told nothing of it', async () => {
  const { told, passedOnlyInIsolation } = await tried([5, 1, 5, 1, 5], (_, isAlone) => [isAlone ? held : untested]);
  expect(passedOnlyInIsolation).toBe(3);
  expect(told.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  expect(told.flatMap(({ seen }) => seen)).toEqual([held, held, held, held, held]);
});

test('What does not hold alone either is told once, and so is what comes after it, without a second try', async () => {
  const { told, performed } = await tried([1, 2, 3, 4, 5, 6], (durationMs) => [durationMs === 2 ? untested : held]);
  expect(told.map(({ seen }) => seen[0]?.outcome)).toEqual(['held', 'untestable', 'held', 'held', 'held', 'held']);
  expect(performed).toBe(7);
});

test('With a width of one, nothing is tried beside anything, and nothing twice', async () => {
  const { most, performed } = await tried([3, 2, 1], () => [untested], { width: 1 });
  expect(most).toBe(1);
  expect(performed).toBe(3);
});

test('A wrong response that was seen counts, and is not tried again', async () => {
  const { told, performed, passedOnlyInIsolation } = await tried([5, 1, 5], (_, isAlone) => [
    isAlone ? held : wrong(accepted),
  ]);
  expect(told.map(({ seen }) => seen[0]?.outcome)).toEqual(['broken', 'broken', 'broken']);
  expect({ performed, passedOnlyInIsolation }).toEqual({ performed: 3, passedOnlyInIsolation: 0 });
});

test('A case without any response is tried again alone, with fresh values', async () => {
  const { told, performed, passedOnlyInIsolation } = await tried([5, 6, 7], (ms) => [ms === 6 ? wrong(null) : held], {
    fresh: (index) => 20 + index,
  });
  expect(told.map(({ seen }) => seen[0]?.outcome)).toEqual(['held', 'held', 'held']);
  expect({ performed, passedOnlyInIsolation }).toEqual({ performed: 4, passedOnlyInIsolation: 1 });
});

test('Nothing is told or tried any more once it is over', async () => {
  const { told, performed } = await tried([1, 5, 5, 5, 5], () => [untested], { enough: 1 });
  expect(told).toEqual([{ index: 0, seen: [untested] }]);
  expect(performed).toBe(4);
});

test.each(['add', 'end'] as const)(
  'An error of ours is thrown by %s after all that was under way has ended',
  async (by) => {
    let underWay = 0;
    const lanes = sideBySide<number>({
      async perform(durationMs) {
        underWay++;
        await wait(durationMs);
        underWay--;
        if (durationMs === 1) throw new Error('ours');
        return [held];
      },
      fresh: () => 1,
      isDefinite: () => false,
      tell: () => undefined,
      width: () => (by === 'add' ? 2 : 3),
      isOver: () => false,
    });
    await lanes.add(0, 1);
    const second = lanes.add(1, 20);
    if (by === 'add') await expect(second).rejects.toThrow('ours');
    const end = lanes.end();
    if (by === 'end') await expect(end).rejects.toThrow('ours');
    await end.catch(() => undefined);
    expect(underWay).toBe(0);
  },
);
