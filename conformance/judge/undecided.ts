import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { documentsRange } from '../../src/contract/documented-response.ts';
import { type Observation, vacuous } from '../evidence/observation.ts';

const whyUndecided = (status: number): string | null => {
  switch (status) {
    case 202:
      return 'it may still be disallowed when it is done (RFC 9110, 15.3.3)';
    case 207:
      return 'what became of each part of it, only the answer itself says (RFC 4918, 11.1)';
    default:
      return null;
  }
};

/**
 * What a success that decides nothing shows of a clause that its request breaks; null where it decides. Where such an answer is
 * documented, nothing else is to be had of the operation, so that its clauses are none the worse for it.
 */
export const undecided = (operation: Operation, status: number, clause: Clause): readonly Observation[] | null => {
  const why = whyUndecided(status);
  if (why === null) return null;
  const reason = `the request was answered ${status}: ${why}`;
  return documentsRange(operation, status) ? vacuous(clause, reason) : [{ clause, outcome: 'untestable', reason }];
};
