import type { Contract } from '../src/contract/contract.ts';
import { didYouMean, UsageError } from '../src/contract/usage-error.ts';

const literal = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');

/** Makes a test for ids of clauses. In a glob, `*` stands for anything; an operation or resource stands for all its clauses. */
const matcher = (globs: readonly string[]): ((id: string) => boolean) => {
  const patterns = globs.map((glob) => new RegExp(`^${glob.split('*').map(literal).join('.*')}([/:].*)?$`));
  return (id) => patterns.some((pattern) => pattern.test(id));
};

/** Says which clauses are asked for by `--only` and `--skip`. Throws a UsageError for a glob that matches no clause. */
export const selectedClauses = (
  contract: Contract,
  { only, skip }: { readonly only: readonly string[]; readonly skip: readonly string[] },
): ((clause: string) => boolean) => {
  const ids = contract.clauses.map(({ id }) => id);
  const unmatched = (globs: readonly string[]): string | undefined => globs.find((glob) => !ids.some(matcher([glob])));
  for (const [option, glob] of [
    ['--only', unmatched(only)],
    ['--skip', unmatched(skip)],
  ]) {
    if (glob !== undefined) throw new UsageError(`${option} ${glob} matches no clause. ${didYouMean(glob, ids)}`);
  }
  const isWanted = only.length === 0 ? () => true : matcher(only);
  const isUnwanted = matcher(skip);
  return (clause) => isWanted(clause) && !isUnwanted(clause);
};
