import type { Contract } from '../clauses/contract.ts';

/** Two made-up values for everything that only the owner of a server knows (`x-values: owner`), for servers that have whatever they are asked for. */
export const madeUpOwnerValues = ({
  operations,
}: Pick<Contract, 'operations'>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    operations
      .flatMap(({ parameters }) => parameters)
      .filter(({ values }) => values === 'owner')
      .flatMap(({ name, filter }) => (filter === null ? [name] : [name, filter.property]))
      .map((name) => [name, [`${name}-1`, `${name}-2`]]),
  );
