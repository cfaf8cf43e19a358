import type { Operation } from '../../src/contract/api-description.ts';
import type { Clause } from '../../src/contract/clause.ts';
import { clausesOf } from '../../src/contract/clauses-of.ts';
import type { Contract } from '../../src/contract/contract.ts';

/** The clause of an operation that its successes have the documented status. */
export const successClause = (
  { contract }: { readonly contract: Contract },
  operation: Operation,
): Clause | undefined =>
  clausesOf(contract, operation).find(
    ({ kind, subject }) =>
      kind === 'status' && subject.of === 'response' && subject.statuses.some((status) => status.startsWith('2')),
  );
