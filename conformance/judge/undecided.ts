import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { documentsRange } from '../../src/contract/documented-response.ts';
import { proves } from '../../src/http/statuses.ts';
import { type Observation, vacuous } from '../evidence/observation.ts';

/** What each status that decides nothing leaves open. */
const openUntilLater = 'it may still be disallowed when it is done (RFC 9110, 15.3.3)';
const leftOpen: Readonly<Record<number, string>> = {
  207: 'what became of each part of it, only the answer itself says (RFC 4918, 11.1)',
};

/**
 * What a success that decides nothing shows of a clause that its request breaks; null where it decides. Where such an answer is
 * documented, nothing else is to be had of the operation, so that its clauses are none the worse for it.
 */
export const undecided = (operation: Operation, status: number, clause: Clause): readonly Observation[] | null => {
  if (!proves(status, 'undecided')) return null;
  const reason = `the request was answered ${status}: ${leftOpen[status] ?? openUntilLater}`;
  return documentsRange(operation, status) ? vacuous(clause, reason) : [{ clause, outcome: 'untestable', reason }];
};
