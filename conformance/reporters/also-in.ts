import type { FindingsOfCause } from '../evidence/findings-by-cause.ts';

/** Names the operations in which the same cause breaks more than the first finding tells, each once; the finding's own, where nothing else is left. */
export const alsoIn = ([first, ...others]: FindingsOfCause): string => {
  const names = [...new Set(others.map(({ operation }) => operation))];
  const elsewhere = names.filter((name) => name !== first.operation);
  return (elsewhere.length > 0 ? elsewhere : names).join(', ');
};
