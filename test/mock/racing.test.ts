import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { selectContracts } from '../../src/contract/select-contracts.ts';
import { brokenClauses } from '../../src/mock/faults/faults.ts';
import { createRaces } from '../../src/mock/faults/racing.ts';
import { raceMs } from '../../src/mock/limits.ts';

const [lune] = await selectContracts({ apis: ['lune'] });
if (lune === undefined) throw new Error('There is no such contract.');
const broken = brokenClauses(lune, ['lune/webhook:parallel-creates-are-as-if-in-turn']);
const creation = { method: 'POST', path: '/v1/webhooks', session: '', broken };
const { signal } = new AbortController();

/** Keeps the event loop from turning, as a busy machine does. */
const stall = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test('What came while a request was held back races it, though it is read only after that', async () => {
  const races = createRaces(lune.operations);
  const first = races(creation, signal);
  // Stands for a request: it is there when the event loop turns again, and is read after the timers.
  const second = stat('.').then(() => races(creation, signal));
  stall(2 * raceMs);
  await expect(Promise.all([first, second])).resolves.toEqual([false, true]);
});

test('What comes later does not', async () => {
  const races = createRaces(lune.operations);
  expect(await races(creation, signal)).toBe(false);
  expect(await races(creation, signal)).toBe(false);
});
