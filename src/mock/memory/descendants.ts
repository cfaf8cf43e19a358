import type { Contract } from '../../clauses/contract.ts';

/** The names of the resources that belong to one, and of those that belong to them. */
export const descendantsOf = ({ resources }: Contract, name: string): ReadonlySet<string> => {
  const found = new Set<string>();
  for (let grown = -1; grown < found.size; ) {
    grown = found.size;
    for (const { name: child, parent } of resources) {
      if (parent !== null && (parent.resource === name || found.has(parent.resource))) found.add(child);
    }
  }
  return found;
};
