import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { RacePlace } from './flaw-context.ts';

/**
 * How long a request is held back for others to come that race it, in milliseconds: those that are sent at once come within a few;
 * what a busy machine has not read by then is read before it is told that nothing raced.
 */
export const raceMs = 50;

/** So often the event loop turns until a request that came was read: its connection, its head, its body, and what waits for each. */
const turnsMin = 20;

/** Which of several requests of a kind a request is. Does not wait any longer once `closing` is aborted. */
export type Races = (kind: string, closing?: AbortSignal) => Promise<RacePlace>;

/** Finds out which requests are sent at the same time: each is held back for a moment, and one that comes in another's moment races it. */
export const createRaces = (): Races => {
  const held = new Map<string, Set<{ place: RacePlace }>>();
  return async (kind, closing) => {
    const others = held.get(kind) ?? new Set();
    held.set(kind, others);
    const own: { place: RacePlace } = { place: others.size > 0 ? 'later' : null };
    for (const other of others) other.place ??= 'first';
    others.add(own);
    await wait(raceMs, undefined, closing === undefined ? {} : { signal: closing }).catch(() => {});
    // On a busy machine the time can be over before what came in it was read.
    for (let count = 0; count < turnsMin; count++) await turn();
    others.delete(own);
    if (others.size === 0) held.delete(kind);
    return own.place;
  };
};
