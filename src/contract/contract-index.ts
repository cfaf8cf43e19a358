import type { Clause } from './clause.ts';
import type { Contract, Operation, Resource } from './contract.ts';

/** Makes what looks something up in a table that is made once for each contract, and kept as long as that is in use. */
const indexed = <Part extends keyof Contract, Entry>(
  makeIndex: (contract: Pick<Contract, Part>) => ReadonlyMap<string, Entry>,
) => {
  const indexes = new WeakMap<object, ReadonlyMap<string, Entry>>();
  return (contract: Pick<Contract, Part>, key: string | null | undefined): Entry | undefined => {
    if (key === undefined || key === null) return undefined;
    const index = indexes.get(contract) ?? makeIndex(contract);
    indexes.set(contract, index);
    return index.get(key);
  };
};

/** The operation of a contract that has an id; undefined where none has, or no id is given. */
export const operationById = indexed<'operations', Operation>(
  ({ operations }) => new Map(operations.map((operation) => [operation.id, operation])),
);

/** The resource of a contract that has a name; undefined where none has, or no name is given. */
export const resourceByName = indexed<'resources', Resource>(
  ({ resources }) => new Map(resources.map((resource) => [resource.name, resource])),
);

const clausesByOperation = indexed<'clauses', readonly Clause[]>(({ clauses }) =>
  Map.groupBy(clauses, ({ operation }) => operation),
);

/** The clauses of an operation, in the order of the ledger. */
export const clausesOf = (contract: Pick<Contract, 'clauses'>, operation: Pick<Operation, 'id'>): readonly Clause[] =>
  clausesByOperation(contract, operation.id) ?? [];
