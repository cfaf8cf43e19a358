import type { Clause } from '../../src/contract/clause.ts';
import { cutText } from '../../src/cut-text.ts';
import type { Exchange } from '../http/exchange.ts';
import { reportedBodyCharactersMax } from '../limits.ts';

/** What one case showed of one clause. */
export type Observation =
  | { readonly clause: Clause; readonly outcome: 'held'; readonly cases: number }
  | ({ readonly clause: Clause; readonly outcome: 'broken' } & Violation)
  | { readonly clause: Clause; readonly outcome: 'untestable'; readonly reason: string };

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
}

/** Shows a value in a sentence. It is cut to what a message shows later, when no secret can be cut in two any more. */
export const shown = (value: unknown): string => cutText(JSON.stringify(value) ?? 'nothing', reportedBodyCharactersMax);
