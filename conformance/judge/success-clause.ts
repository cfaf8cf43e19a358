import type { Clause } from '../../src/contract/clause.ts';
import type { Contract, Operation } from '../../src/contract/contract.ts';

/** Gives the clause of an operation that its successes have the documented status. */
export const successClause = (
  { contract }: { readonly contract: Contract },
  operation: Operation,
): Clause | undefined =>
  contract.clauses.find(
    ({ operation: id, kind, subject }) =>
      id === operation.id &&
      kind === 'status' &&
      subject.of === 'response' &&
      subject.statuses.some((status) => status.startsWith('2')),
  );
