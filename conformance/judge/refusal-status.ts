import type { Clause } from '../../src/clauses/clause.ts';
import { clausesOf } from '../../src/clauses/clauses-of.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { faultText } from '../../src/clauses/fault-text.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { isDocumentedStatus } from '../../src/contract/documented-status.ts';
import { isClientError, proves } from '../../src/http/statuses.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { isOfHttpItself } from './of-http-itself.ts';

/** What is wrong with a request, and what that calls for. */
export interface Mistake {
  /** Completes “a request …”. */
  readonly what: string;
  /** The statuses that it calls for, as far as the contract documents them. */
  readonly wanted: readonly string[];
  /** Whether it stands in the path: an id of a wrong shape may as well be one that nothing has. */
  readonly isInPath?: boolean;
  /** The clause that the request breaks, where it breaks one. */
  readonly breaks?: Clause;
}

/** The mistake in a request that breaks a clause. */
export const mistakeOf = (clause: Clause): Mistake => {
  const { kind, subject } = clause;
  const wanted = kind === 'media-type' ? ['415'] : kind === 'credentials' ? ['401'] : ['400', '422'];
  return {
    what: faultText(clause),
    wanted,
    isInPath: subject.of === 'request' && subject.part === 'path',
    breaks: clause,
  };
};

/** The clause of an operation that speaks of one of some statuses. */
export const refusalStatusClause = (
  contract: Contract,
  operation: Operation,
  wanted: readonly string[],
): Clause | undefined =>
  clausesOf(contract, operation).find(
    ({ kind, subject }) =>
      kind === 'status' &&
      subject.of === 'response' &&
      subject.statuses.some((documented) => wanted.includes(documented)),
  );

/**
 * Whether a refusal has the status that the contract documents for such a mistake.
 * One that is documented for something else is no evidence either way.
 */
export const judgeRefusalStatus = (
  { contract }: { readonly contract: Contract },
  operation: Operation,
  { what, wanted, isInPath = false, breaks }: Mistake,
  exchange: Exchange,
): readonly Observation[] => {
  const status = exchange.response?.status;
  if (status === undefined || !isClientError(status)) return [];
  // A conflict, say with what the twin has just made, has nothing to do with the fault; nor has a lack of patience.
  if (status === 409 || !proves(status, 'refused')) return [];
  const clause = refusalStatusClause(contract, operation, wanted);
  if (clause === undefined || clause.subject.of !== 'response') return [];
  if (clause.subject.statuses.includes(String(status))) return [{ clause, outcome: 'held', cases: 1 }];
  if (isInPath) return [];
  // What HTTP means by 415 is right for a body of a foreign media type, documented or not.
  if (isDocumentedStatus(contract, operation, status) || status === 415) return [];
  if (breaks !== undefined && isOfHttpItself(breaks, status)) return [];
  return [
    {
      clause,
      outcome: 'broken',
      message: `A request ${what} was refused with ${status}, not with the documented ${clause.subject.statuses.join(' or ')}.`,
      expected: clause.subject.statuses.join(' or '),
      received: String(status),
      pointer: null,
      exchanges: [exchange],
    },
  ];
};
