import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Operation } from '../../contract/contract.ts';
import { raceMs } from '../limits.ts';
import type { BrokenClauses } from './faults.ts';

/** A request that may be one of several at a time. */
export interface Racer {
  readonly method: string;
  readonly path: string;
  readonly session: string;
  readonly broken: BrokenClauses;
}

/** Whether a request races another. Does not wait any longer once `closing` is aborted. */
export type Races = (racer: Racer, closing: AbortSignal) => Promise<boolean>;

const leadsTo = ({ method, path }: Operation, racer: Racer): boolean => {
  const [template, segments] = [path.split('/'), racer.path.split('/')];
  return (
    method === racer.method &&
    template.length === segments.length &&
    template.every((segment, index) => segment.startsWith('{') || segment === segments[index])
  );
};

/** So often the event loop turns until a request that came was read: its connection, its head, its body, and what waits for each. */
const turnsMin = 20;

/**
 * Finds out which requests are sent at the same time, for operations that are to fail at that: such a request is held back for
 * a moment, and one that comes in another's moment races it. Nothing else is held back.
 */
export const createRaces = (operations: readonly Operation[]): Races => {
  const held = new Map<string, number>();
  return async (racer, closing) => {
    const fails = operations.some(
      (operation) =>
        racer.broken.get(operation.id)?.some(({ kind }) => kind === 'parallel') && leadsTo(operation, racer),
    );
    if (!fails) return false;
    const others = held.get(racer.session) ?? 0;
    held.set(racer.session, others + 1);
    await wait(raceMs, undefined, { signal: closing }).catch(() => {});
    // On a busy machine the time can be over before what came in it was read.
    for (let count = 0; count < turnsMin; count++) await turn();
    const left = (held.get(racer.session) ?? 1) - 1;
    if (left > 0) held.set(racer.session, left);
    else held.delete(racer.session);
    return others > 0;
  };
};
