import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';

/** Statuses by which a request is called wrong in its form. */
const malformed = ['400', '422'];

/** Whether nothing but an id of a wrong shape can be wrong with requests to an operation. */
const takesIdsOnly = ({ operations }: Contract, { operation: id }: Clause): boolean =>
  operations.some(
    (operation) =>
      operation.id === id && operation.requestBody === null && operation.parameters.every((one) => one.in === 'path'),
  );

/** Why nobody can see from outside whether a clause is broken; null where it can be seen. The list is short, and a run prints it. */
export const unobservable = (contract: Contract, clause: Clause): string | null => {
  const { notApplicable, kind, subject } = clause;
  if (notApplicable !== null) return notApplicable;
  const isOfForm =
    kind === 'status' && subject.of === 'response' && subject.statuses.every((one) => malformed.includes(one));
  return isOfForm && takesIdsOnly(contract, clause)
    ? 'it is answered to ids of a wrong shape alone, which may as well be refused as ids that nothing has'
    : null;
};
