import type { Clause } from '../../src/contract/clause.ts';
import type { Contract } from '../../src/contract/contract.ts';

/** Statuses that a right server sends only when it is busy or broken, which nobody can make it. */
const onlyWhenBusy = ['429', '503'];

/** Says why nobody can see from outside whether a clause is broken; null where it can be seen. The list is short, and a run prints it. */
export const unobservable = (_contract: Contract, { notApplicable, subject }: Clause): string | null => {
  if (notApplicable !== null) return notApplicable;
  if (subject.of === 'response' && subject.statuses.every((status) => onlyWhenBusy.includes(status)))
    return 'only a busy server sends this status';
  return null;
};
