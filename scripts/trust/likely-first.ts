import type { Check } from '../../conformance/checks/check.ts';

/** Puts those checks first that are there for what was planted. All others follow, since it is found by them where those don't find it. */
export const likelyFirst = (checks: readonly Check[], clauses: readonly string[]): readonly Check[] => {
  const isThereFor = (check: Check): boolean => check.clauses.some((id) => clauses.includes(id));
  return checks.toSorted((one, other) => Number(isThereFor(other)) - Number(isThereFor(one)));
};
