import fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { operationById } from '../../src/contract/contract-index.ts';
import { isDocumentedStatus } from '../../src/contract/documented-status.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { isClientError } from '../../src/http/statuses.ts';
import type { Check } from '../checks/check.ts';
import { type Observation, untestable } from '../evidence/observation.ts';
import { answeredObservation } from '../judge/answered.ts';
import { unlessPending } from '../lifecycle/pending.ts';
import { casesAtOnceMax, shrinkAttemptsMax } from '../settings/limits.ts';
import { Stopped } from '../target/stopped.ts';
import type { Target } from '../target/target.ts';
import { Withheld } from '../target/withheld.ts';
import { sideBySide } from './side-by-side.ts';

type Broken = Extract<Observation, { outcome: 'broken' }>;

/** The smallest case that still breaks a clause. */
export interface Counterexample {
  readonly observation: Broken;
  /** fast-check's path to it. */
  readonly path: string;
}

/** Is told of everything that a check shows, as it shows it. */
export type Observe = (observation: Observation) => void;

/** Gets what a check shows. */
export interface Listening {
  readonly observe: Observe;
  /** Whether no further counterexample like this is wanted. */
  readonly isKnown: (observation: Broken) => boolean;
  /** Is told how many cases held only when nothing else was asked at the same time. */
  readonly notePassedOnlyInIsolation: (cases: number) => void;
  /** Whether counterexamples are made smaller. */
  readonly shrinks: boolean;
}

const isBroken = (observation: Observation): observation is Broken => observation.outcome === 'broken';

/** What was answered with a 5xx and is no part of what a case told: set-up and clean-up are requests like any other. */
const serverErrors = (target: Target, seen: readonly Observation[]): readonly Observation[] => {
  const told = new Set(seen.filter(isBroken).flatMap(({ exchanges }) => exchanges));
  return target
    .takeFailed()
    .filter(({ exchange }) => !told.has(exchange))
    .flatMap(({ operation, exchange }) => answeredObservation(target, operation, exchange) ?? [])
    .filter(isBroken);
};

const clausesOf = ({ contract }: Target, check: Check): readonly Clause[] =>
  contract.clauses.filter(({ id }) => check.clauses.includes(id));

/** Performs one case, then cleans up what it made. */
const perform = async (check: Check, target: Target, value: unknown): Promise<readonly Observation[]> => {
  const own = target.fork();
  let seen: readonly Observation[] = [];
  try {
    seen = (await check.perform(own, value)).map(unlessPending);
  } catch (error) {
    if (error instanceof Withheld) seen = untestable(clausesOf(target, check), error.message);
    else if (!(error instanceof Stopped)) throw error;
  } finally {
    await own.cleanUp();
  }
  return [...seen, ...serverErrors(own, seen)];
};

/** A hang is as small as it gets, and each further one costs the whole timeout. */
const isHang = ({ exchanges }: Broken): boolean => exchanges.at(-1)?.failure?.kind === 'timeout';

/** Whether nothing stays of a check's cases, so that one can be tried again as if it had not been. */
const leavesNothing = ({ resources }: Contract, { writes, operation }: Check): boolean => {
  const resource = resources.find(({ name }) => name === operation.does?.resource);
  return !writes || resource?.operations.delete !== undefined;
};

const parameters = (check: Check, seed: number) => ({
  seed,
  numRuns: check.runs,
  examples: check.examples.map((value): [unknown] => [value]),
});

/**
 * Whether a broken clause was shown by a response that nothing excuses. Where no response came, nobody knows whose fault that was; and what
 * other cases have under way may be why a permitted request got a documented refusal, say of a quota.
 */
const isDefinite = ({ contract }: Target, observation: Observation): boolean => {
  if (observation.outcome !== 'broken') return false;
  const { kind, subject, operation: id } = observation.clause;
  const status = observation.exchanges.at(-1)?.response?.status;
  const operation = operationById(contract, id);
  if (status === undefined) return false;
  const promisesSuccess = kind === 'status' && subject.of === 'response' && !/^[45]/.test(subject.statuses[0] ?? '');
  const isRefused = isClientError(status) && operation !== undefined && isDocumentedStatus(contract, operation, status);
  return !(promisesSuccess && isRefused);
};

interface Shrinking {
  readonly seed: number;
  readonly index: number;
  readonly first: Broken;
  /** Is told of whatever else breaks on the way. */
  readonly tell: (index: number, broken: readonly Broken[]) => void;
}

/** Draws another case for one without a verdict. An example is tried again as it is, because it is documented. */
const freshCase = ({ cases, examples }: Check, seed: number, index: number): unknown =>
  index < examples.length ? examples[index] : fc.sample(cases, { seed: seed ^ (index + 1), numRuns: 1 })[0];

/** Makes the case of a path smaller for as long as it breaks one clause. */
const shrink = async (
  check: Check,
  target: Target,
  { seed, index, first, tell }: Shrinking,
): Promise<Counterexample> => {
  let smallest: Counterexample = { observation: first, path: String(index) };
  let attempts = 0;
  const property = fc.asyncProperty(check.cases, async (value) => {
    if (++attempts > shrinkAttemptsMax || target.stopped) return;
    const broken = (await perform(check, target, value)).filter(isBroken);
    tell(
      index,
      // A breach beyond doubt that turns up on the way counts, too.
      broken.filter(({ clause, doubt }) => clause.id !== first.clause.id || (doubt === undefined && first.doubt)),
    );
    // A doubtful breach is no smaller case of a certain one.
    const found = broken.find(
      ({ clause, doubt }) => clause.id === first.clause.id && (doubt === undefined || first.doubt !== undefined),
    );
    if (found === undefined) return;
    smallest = { ...smallest, observation: found };
    throw new Error(found.message);
  });
  const details = await fc.check(property, { ...parameters(check, seed), numRuns: 1, path: String(index) });
  return details.counterexamplePath === null ? smallest : { ...smallest, path: details.counterexamplePath };
};

/**
 * Runs a check: all its cases first, so that one broken clause doesn't hide another, then for each broken clause
 * the search for its smallest counterexample.
 */
export const runCheck = async (
  check: Check,
  target: Target,
  seed: number,
  { observe, isKnown, notePassedOnlyInIsolation, shrinks }: Listening,
): Promise<readonly Counterexample[]> => {
  const firstBroken = new Map<string, { readonly index: number; readonly observation: Broken }>();
  const tell = (index: number, seen: readonly Observation[]): void => {
    for (const observation of seen) observe(observation);
    for (const observation of seen.filter(isBroken)) {
      const { id } = observation.clause;
      const first = firstBroken.get(id);
      const isWorse = first?.observation.doubt !== undefined && observation.doubt === undefined;
      if ((first === undefined || isWorse) && !isKnown(observation)) firstBroken.set(id, { index, observation });
    }
  };
  const undeletedBefore = target.own.undeletedCount;
  let mayShare = check.isIndependent === true && leavesNothing(target.contract, check);
  const isOver = (): boolean =>
    target.stopped || [...firstBroken.values()].some(({ observation }) => isHang(observation));
  const lanes = sideBySide<unknown>({
    perform: (value) => perform(check, target, value),
    isDefinite: (observation) => isDefinite(target, observation),
    fresh: (index) => freshCase(check, seed, index),
    tell,
    // Where something could not be deleted, each case has to know what the one before it left.
    width: () => (mayShare && target.own.undeletedCount === 0 && target.connection.bearsSeveral ? casesAtOnceMax : 1),
    isOver,
  });
  /** Ends the property: fast-check would make all values that are left, though nobody wants them. */
  const over = new Error('No more is wanted.');
  let count = 0;
  const property = fc.asyncProperty(check.cases, async (value) => {
    if (mayShare && target.own.undeletedCount > undeletedBefore) {
      // A deletion that failed beside others may do alone.
      mayShare = false;
      await lanes.end();
      await target.cleanUp();
    }
    await lanes.add(count++, value);
    if (isOver()) throw over;
  });
  try {
    // The property never fails by itself: what else is thrown in it is an error of ours.
    const details = await fc.check(property, { ...parameters(check, seed), endOnFailure: true });
    if (details.failed && details.errorInstance !== over) throw details.errorInstance;
  } finally {
    await lanes.end();
  }
  tell(0, serverErrors(target, []));
  notePassedOnlyInIsolation(lanes.passedOnlyInIsolation);
  const counterexamples: Counterexample[] = [];
  for (const { index, observation } of firstBroken.values()) {
    const asItIs = !shrinks || target.stopped || isHang(observation);
    counterexamples.push(
      asItIs
        ? { observation, path: String(index) }
        : await shrink(check, target, { seed, index, first: observation, tell }),
    );
  }
  return counterexamples;
};

/** Repeats exactly one case of a check. Throws a UsageError where the check has no such case. */
export const replayCheck = async (
  check: Check,
  target: Target,
  { seed, path }: { readonly seed: number; readonly path: string },
  observe: Observe,
): Promise<readonly Counterexample[]> => {
  const broken: Broken[] = [];
  const property = fc.asyncProperty(check.cases, async (value) => {
    const seen = await perform(check, target, value);
    for (const observation of seen) observe(observation);
    broken.push(...seen.filter(isBroken));
    if (broken.length > 0) throw new Error('broken');
  });
  const repeated = async () => {
    try {
      return await fc.check(property, { ...parameters(check, seed), numRuns: 1, path, endOnFailure: true });
    } catch (cause) {
      throw new UsageError(
        `--replay names the case ${path}, which ${check.id} does not have. Copy the whole line of a finding.`,
        { cause },
      );
    }
  };
  const details = await repeated();
  // Where nothing broke, what was thrown is an error of ours.
  if (details.failed && broken.length === 0) throw details.errorInstance;
  return broken.map((observation) => ({ observation, path }));
};
