import type { Operation } from '../contract/api-description.ts';
import { indexed } from '../contract/indexed.ts';
import type { Clause } from './clause.ts';
import type { Contract } from './contract.ts';

const clausesByOperation = indexed<Pick<Contract, 'clauses'>, readonly Clause[]>(({ clauses }) =>
  Map.groupBy(clauses, ({ operation }) => operation),
);

/** The clauses of an operation, in the order of the ledger. */
export const clausesOf = (contract: Pick<Contract, 'clauses'>, operation: Pick<Operation, 'id'>): readonly Clause[] =>
  clausesByOperation(contract, operation.id) ?? [];
