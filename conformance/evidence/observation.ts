import type { Clause } from '../../src/clauses/clause.ts';
import { cutText } from '../../src/cut-text.ts';
import type { Exchange } from '../http/exchange.ts';
import { reportedBodyCharactersMax } from '../settings/limits.ts';

/** What one case showed of one clause. */
export type Observation =
  | {
      readonly clause: Clause;
      readonly outcome: 'held';
      readonly cases: number;
      /** What was not looked at, where not all was: a sentence. */
      readonly unread?: string;
    }
  | ({ readonly clause: Clause; readonly outcome: 'broken' } & Violation)
  | { readonly clause: Clause; readonly outcome: 'untestable'; readonly reason: string }
  /** The case says nothing of the clause, though nothing failed. */
  | { readonly clause: Clause; readonly outcome: 'vacuous'; readonly reason: string };

/** How a clause was broken. */
export interface Violation {
  /** A sentence. */
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  /** JSON Pointer into the answer's body, or the request's where a request was wrongly accepted; null where no body is meant. */
  readonly pointer: string | null;
  /** In the order in which they were sent; the last is the one that shows it. */
  readonly exchanges: readonly Exchange[];
  /** Why the breach may be none, so that it counts as a warning alone. */
  readonly doubt?: Doubt;
}

/** Why something that looks like a breach may be none. */
export interface Doubt {
  /** A sentence that ends with what would settle it. */
  readonly why: string;
  /** Whether the doubt holds only where the same clause held in another case of the run. */
  readonly needsHeld: boolean;
}

/** Shows a value in a sentence. It is cut to what a message shows later, when no secret can be cut in two any more. */
export const shown = (value: unknown): string => cutText(JSON.stringify(value) ?? 'nothing', reportedBodyCharactersMax);

/** The observation that a case shows nothing of a clause, and why. */
export const vacuous = (clause: Clause | undefined, reason: string): readonly Observation[] =>
  clause === undefined ? [] : [{ clause, outcome: 'vacuous', reason }];

/** Whether something is as a clause promises. */
export const observed = (
  clause: Clause | undefined,
  holds: boolean,
  wrong: {
    readonly message: string;
    readonly expected: string;
    readonly received: string;
    readonly exchanges: readonly Exchange[];
    /** The place in the last answer that shows it, where there is one. */
    readonly pointer?: string | null;
  },
): readonly Observation[] => {
  if (clause === undefined) return [];
  return holds ? [{ clause, outcome: 'held', cases: 1 }] : [{ clause, outcome: 'broken', pointer: null, ...wrong }];
};

/** The clauses that could not be tried because a case could not be prepared. */
export const untestable = (clauses: readonly (Clause | undefined)[], reason: string): readonly Observation[] =>
  clauses.flatMap((clause) => (clause === undefined ? [] : [{ clause, outcome: 'untestable' as const, reason }]));
