import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRaces, raceMs } from '../../src/flaws/races.ts';

/** Keeps the event loop from turning, as a busy machine does. */
const stall = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test('What came while a request was held back races it, though it is read only after that', async () => {
  const races = createRaces();
  const first = races('createWebhook');
  // Stands for a request: it is there when the event loop turns again, and is read after the timers.
  const second = stat('.').then(() => races('createWebhook'));
  stall(2 * raceMs);
  await expect(Promise.all([first, second])).resolves.toEqual(['first', 'later']);
});

test('What comes later does not', async () => {
  const races = createRaces();
  expect(await races('createWebhook')).toBe(null);
  expect(await races('createWebhook')).toBe(null);
});

test('Requests of another kind do not race', async () => {
  const races = createRaces();
  expect(await Promise.all([races('createWebhook'), races('editWebhook')])).toEqual([null, null]);
});

test('Nothing is held back any longer once the server closes', async () => {
  const held = wait(raceMs).then(() => 'held back');
  expect(await Promise.race([createRaces()('createWebhook', AbortSignal.abort()), held])).toBe(null);
});
