import { type Plan, planRun } from '../../conformance/run/plan.ts';
import { matchesAny, operationMatcher } from '../../conformance/settings/selection.ts';
import type { Contract } from '../clauses/contract.ts';
import { UsageError } from '../document/usage-error.ts';
import { madeUpOwnerValues } from '../values/made-up-owner-values.ts';
import { type Given, type Options, runOptionsOf } from './conformance-options.ts';
import type { RunningMock } from './own-mock.ts';

/** The contracts of a command, and the ids of those that it leaves alone. */
export interface Known {
  readonly contracts: readonly Contract[];
  readonly otherApis: readonly string[];
}

/** Plans to judge the built-in mock by each contract that it serves, or those that the options speak of. */
export const plansForMock = async (
  { contracts, otherApis }: Known,
  mock: RunningMock,
  options: Options,
  own: Given,
): Promise<Plan[]> => {
  const given = { ...runOptionsOf(options, own), token: mock.token, apiKey: mock.apiKey };
  const { only = [], skip = [] } = options;
  const replayed = options.replay?.split('/')[0];
  const meant = contracts.filter(
    (contract) =>
      (only.length === 0 || matchesAny(contract, only)) && (replayed === undefined || contract.id === replayed),
  );
  // Where nothing is meant, the first contract says what is wrong with the option.
  const plans: Plan[] = [];
  for (const [index, contract] of (meant.length > 0 ? meant : contracts.slice(0, 1)).entries()) {
    const matching = (globs: readonly string[]): readonly string[] => {
      const here = globs.filter((glob) => matchesAny(contract, [glob]));
      return globs.every((glob) => contracts.some((one) => matchesAny(one, [glob]))) ? here : globs;
    };
    const names = (one: Contract, glob: string): boolean => one.operations.some(operationMatcher(one.id, [glob]));
    // A glob that names nothing in any contract is left in, so that the run refuses it.
    const allowUnowned = given.allowUnowned?.filter(
      (glob) => names(contract, glob) || !contracts.some((one) => names(one, glob)),
    );
    const target = `${mock.url}/${contract.id}`;
    const set = { ...madeUpOwnerValues(contract), ...given.set };
    const scope = { contracts, tellsUnmatched: index === 0, isUpdated: options.baselineUpdate ?? false, otherApis };
    const globs = { allowUnowned, only: matching(only), skip: matching(skip) };
    plans.push(await planRun(contract, { ...given, set, ...globs, target }, scope));
  }
  return plans;
};

/** Plans to judge a server by the one contract that it is meant to keep. Throws a UsageError where there are several. */
export const planForTarget = async (
  { contracts, otherApis }: Known,
  target: string,
  options: Options,
  given: Given,
): Promise<Plan> => {
  const [contract, ...others] = contracts;
  if (contract === undefined || others.length > 0) {
    throw new UsageError(
      `A target is judged by one contract. Say which with --api: ${contracts.map(({ id }) => id).join(', ')}.`,
    );
  }
  const scope = { contracts, tellsUnmatched: true, isUpdated: options.baselineUpdate ?? false, otherApis };
  return planRun(contract, { ...runOptionsOf(options, given), target }, scope);
};
