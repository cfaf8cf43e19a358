import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { didYouMean } from '../../src/document/did-you-mean.ts';
import { UsageError } from '../../src/document/usage-error.ts';

/** Longer than any id; a pattern of it would be more than an engine takes. */
export const globCharactersMax = 2_000;

/** Throws a UsageError for a glob that is longer than any id. */
const checkGlob = (glob: string): void => {
  if (glob.length <= globCharactersMax) return;
  throw new UsageError(
    `${JSON.stringify(glob.slice(0, 60))}… has ${glob.length} characters; no clause or glob has more than ${globCharactersMax}.`,
  );
};

const literal = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');

/**
 * Makes a test for clauses. In a glob, `*` stands for anything; an operation stands for all its clauses, what a resource promises
 * by it among them, and a resource for all of its own. The id of the API at the beginning may be left out.
 */
const matcher = (api: string, globs: readonly string[]): ((clause: Clause) => boolean) => {
  globs.forEach(checkGlob);
  const patterns = globs.map(
    (glob) => new RegExp(`^(${literal(api)}/)?${glob.split(/\*+/).map(literal).join('.*')}([/:].*)?$`, 's'),
  );
  return ({ id, operation }) =>
    patterns.some(
      (pattern) => pattern.test(id) || (!id.startsWith(`${api}/${operation}`) && pattern.test(`${api}/${operation}`)),
    );
};

/** Tests operations by globs of their ids; the id of the API at the beginning may be left out. */
export const operationMatcher = (
  api: string,
  globs: readonly string[],
): ((operation: { readonly id: string }) => boolean) => {
  globs.forEach(checkGlob);
  const patterns = globs.map(
    (glob) => new RegExp(`^(${literal(api)}/)?${glob.split(/\*+/).map(literal).join('.*')}$`, 's'),
  );
  return ({ id }) => patterns.some((pattern) => pattern.test(id) || pattern.test(`${api}/${id}`));
};

/**
 * What a glob that matches nothing of some contracts may have been meant to be, of the one that it names if it names one:
 * an operation or a resource where it is about as long as their names, else a clause.
 */
export const meant = (contracts: readonly Contract[], glob: string): string => {
  const named = contracts.filter(({ id }) => glob.startsWith(`${id}/`));
  const all = named.length > 0 ? named : contracts;
  const names = all.flatMap(({ operations, resources }) => [
    ...operations.map(({ id }) => id),
    ...resources.map(({ name }) => name),
  ]);
  const bare = named.reduce((text, { id }) => text.replace(`${id}/`, ''), glob);
  return didYouMean(
    glob,
    /[:/]/.test(bare) ? all.flatMap(({ clauses }) => clauses.map(({ id }) => id)) : [...new Set(names)],
  );
};

/** Which clauses are asked for by `--only` and `--skip`. Throws a UsageError for a glob that matches no clause. */
export const selectedClauses = (
  contract: Contract,
  { only, skip }: { readonly only: readonly string[]; readonly skip: readonly string[] },
): ((clause: string) => boolean) => {
  for (const [option, globs] of [
    ['--only', only],
    ['--skip', skip],
  ] as const) {
    const glob = globs.find((one) => !matchesAny(contract, [one]));
    if (glob !== undefined) throw new UsageError(`${option} ${glob} matches no clause. ${meant([contract], glob)}`);
  }
  const isWanted = only.length === 0 ? () => true : matcher(contract.id, only);
  const isUnwanted = matcher(contract.id, skip);
  const selected = new Set(
    contract.clauses.filter((clause) => isWanted(clause) && !isUnwanted(clause)).map(({ id }) => id),
  );
  return (clause) => selected.has(clause);
};

/** The clauses of a contract that a glob matches: the one of exactly that id alone, if there is one. */
export const matchingClauses = ({ id, clauses }: Contract, glob: string): readonly Clause[] => {
  const named = clauses.find((clause) => clause.id === glob || clause.id === `${id}/${glob}`);
  return named === undefined ? clauses.filter(matcher(id, [glob])) : [named];
};

/** Whether any of some globs matches a clause of a contract. */
export const matchesAny = ({ id, clauses }: Contract, globs: readonly string[]): boolean =>
  globs.some((glob) => clauses.some(matcher(id, [glob])));
