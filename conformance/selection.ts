import type { Contract } from '../src/contract/contract.ts';
import { didYouMean, UsageError } from '../src/contract/usage-error.ts';

const literal = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');

/**
 * Makes a test for ids of clauses. In a glob, `*` stands for anything; an operation or resource stands for all its clauses,
 * and the id of the API at the beginning may be left out.
 */
const matcher = (api: string, globs: readonly string[]): ((id: string) => boolean) => {
  const patterns = globs.map(
    (glob) => new RegExp(`^(${literal(api)}/)?${glob.split('*').map(literal).join('.*')}([/:].*)?$`),
  );
  return (id) => patterns.some((pattern) => pattern.test(id));
};

/** Says which clauses are asked for by `--only` and `--skip`. Throws a UsageError for a glob that matches no clause. */
export const selectedClauses = (
  contract: Contract,
  { only, skip }: { readonly only: readonly string[]; readonly skip: readonly string[] },
): ((clause: string) => boolean) => {
  const ids = contract.clauses.map(({ id }) => id);
  const unmatched = (globs: readonly string[]): string | undefined =>
    globs.find((glob) => !ids.some(matcher(contract.id, [glob])));
  for (const [option, glob] of [
    ['--only', unmatched(only)],
    ['--skip', unmatched(skip)],
  ]) {
    if (glob !== undefined) throw new UsageError(`${option} ${glob} matches no clause. ${didYouMean(glob, ids)}`);
  }
  const isWanted = only.length === 0 ? () => true : matcher(contract.id, only);
  const isUnwanted = matcher(contract.id, skip);
  return (clause) => isWanted(clause) && !isUnwanted(clause);
};

/** Says whether any of some globs matches a clause of a contract. */
export const matchesAny = (contract: Contract, globs: readonly string[]): boolean =>
  globs.some((glob) => contract.clauses.some(({ id }) => matcher(contract.id, [glob])(id)));
