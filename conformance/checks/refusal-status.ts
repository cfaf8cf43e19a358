import type { Clause } from '../../src/contract/clause.ts';
import type { Operation } from '../../src/contract/contract.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { unrelatedStatuses } from '../judge/unrelated-statuses.ts';
import type { Target } from '../target/target.ts';

/** The status that a fault calls for, as far as the contract documents it. */
const calledFor = (clause: Clause): readonly string[] => {
  if (clause.kind === 'media-type') return ['415'];
  if (clause.kind === 'credentials') return ['401'];
  return ['400', '422'];
};

/**
 * Says whether a refusal has the status that the contract documents for such a fault.
 * One that is documented for something else is no evidence either way.
 */
export const judgeRefusalStatus = (
  target: Target,
  operation: Operation,
  fault: Clause,
  exchange: Exchange,
): readonly Observation[] => {
  const status = exchange.response?.status;
  if (status === undefined || status < 400 || status >= 500) return [];
  // A conflict, say with what the twin has just made, has nothing to do with the fault; nor has a lack of patience.
  if (status === 409 || (status !== 401 && unrelatedStatuses.includes(status))) return [];
  const wanted = calledFor(fault);
  const statusClauses = target.contract.clauses.filter(
    ({ operation: id, kind }) => id === operation.id && kind === 'status',
  );
  const clause = statusClauses.find(
    ({ subject }) => subject.of === 'response' && subject.statuses.some((documented) => wanted.includes(documented)),
  );
  if (clause === undefined || clause.subject.of !== 'response') return [];
  if (clause.subject.statuses.includes(String(status))) return [{ clause, outcome: 'held', cases: 1 }];
  // An id of a wrong shape may as well be one that nothing has.
  if (fault.subject.of === 'request' && fault.subject.part === 'path') return [];
  const documentedExactly = operation.responses.some(({ statuses }) => statuses.includes(String(status)));
  // What HTTP means by 415 is right for a body of a foreign media type, documented or not.
  if (documentedExactly || status === 415) return [];
  return [
    {
      clause,
      outcome: 'broken',
      message: `A request that breaks ${fault.id} was refused with another status than the documented one.`,
      expected: clause.subject.statuses.join(' or '),
      received: String(status),
      pointer: null,
      exchanges: [exchange],
    },
  ];
};
