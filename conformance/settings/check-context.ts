import type { Contract } from '../../src/clauses/contract.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import type { Settings } from './options.ts';

/** What checks are made from. */
export interface CheckContext {
  readonly contract: Contract;
  readonly evaluate: Evaluate;
  readonly settings: Settings;
}
