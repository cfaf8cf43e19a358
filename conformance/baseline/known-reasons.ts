import { placeholderReason } from '../settings/baseline.ts';
import type { BaselineOutcome } from './judge-baseline.ts';

/** The broken clauses that don't count in a run, by id, with the reason: as a line of the baseline says it, or as an update of the file leaves it to be said. */
export const knownReasons = (baseline: BaselineOutcome | null): ReadonlyMap<string, string> =>
  new Map([
    ...[...(baseline?.known ?? [])].map(([clause, { reason }]) => [clause, reason] as const),
    ...(baseline?.added ?? []).map((clause) => [clause, placeholderReason] as const),
  ]);
