import type { Clause } from '../../src/clauses/clause.ts';
import { clausesOf } from '../../src/clauses/clauses-of.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';

/** The clause of an operation that its successes have the documented status. */
export const successClause = (
  { contract }: { readonly contract: Contract },
  operation: Operation,
): Clause | undefined =>
  clausesOf(contract, operation).find(
    ({ kind, subject }) =>
      kind === 'status' && subject.of === 'response' && subject.statuses.some((status) => status.startsWith('2')),
  );
