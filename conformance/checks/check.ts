import type fc from 'fast-check';
import type { Operation } from '../../src/contract/api-description.ts';
import type { Observation } from '../evidence/observation.ts';
import type { CheckContext } from '../settings/check-context.ts';
import type { Target } from '../target/target.ts';

/** One question that is asked of a target: a property over generated cases, each of which makes all that it needs. */
export interface Check<Case = unknown> {
  /** Permanent, and unique in a run: the operation, the resource or the clause that it is about, a hash sign, what is asked. */
  readonly id: string;
  readonly operation: Operation;
  /** The clauses that the check is there to exercise, by id; the answers are judged by all others too. */
  readonly clauses: readonly string[];
  readonly writes: boolean;
  readonly cases: fc.Arbitrary<Case>;
  /** Cases that are tried before any random one. This, `lacks` and `runs` may be found out when they are first asked for, and take a while. */
  readonly examples: readonly Case[];
  /** Why no case of it can be made, if none can: it is not run then, and its first clause is vacuous for that reason. */
  readonly lacks?: string | null;
  /** How many cases at the most. */
  readonly runs: number;
  /** Whether more cases find more: such a check gets more of them in a run of few checks. */
  readonly isOpenEnded?: true;
  /** Whether no case depends on what others do meanwhile, so that several can be tried at once. */
  readonly isIndependent?: true;
  /** Performs one case and says what it showed. */
  perform(target: Target, value: Case): Promise<readonly Observation[]>;
}

/** Makes the checks of one kind for one operation. */
export type CheckMaker = (context: CheckContext, operation: Operation) => readonly Check[];

/** Hides the type of a check's cases, which only the check itself needs. */
export const asCheck = <Case>(check: Check<Case>): Check => check as unknown as Check;
