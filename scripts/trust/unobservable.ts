import type { Clause } from '../../src/contract/clause.ts';

/** Says why nobody can see from outside whether a clause is broken; null where it can be seen. The list is short, and a run prints it. */
export const unobservable = ({ notApplicable }: Clause): string | null => notApplicable;
