import type { Clause } from '../../src/clauses/clause.ts';

/** The place that a clause speaks of as a path, with `*` for any item or name. */
export const placeOf = ({ at }: Clause): string =>
  at.map((step) => `/${'property' in step ? step.property : '*'}`).join('');

/** Whether a place is another one, or below it. */
export const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);
