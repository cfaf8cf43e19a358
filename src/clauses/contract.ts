import type { ApiDescription } from '../contract/api-description.ts';
import type { Clause } from './clause.ts';

/** A contract file, read: one frozen plain value. */
export interface Contract extends ApiDescription {
  /** All that it promises, in the order in which it says so. */
  readonly clauses: readonly Clause[];
}
