import { createBreather } from '../../src/breather.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { type Evaluate, evaluator } from '../../src/clauses/evaluate.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { didYouMean } from '../../src/document/did-you-mean.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { parseBaseline } from '../baseline/parse-baseline.ts';
import { type CommandScope, linesFor, type RunBaseline } from '../baseline/run-baseline.ts';
import type { Check } from '../checks/check.ts';
import { checksOf, isPossible } from '../checks/checks.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { casesDefaultMin, runsOfSmallContractMax } from '../settings/limits.ts';
import { type RunOptions, type Settings, settingsOf } from '../settings/options.ts';
import { selectedClauses } from '../settings/selection.ts';
import { whyUnowned } from '../target/why-unowned.ts';
import { applicableContract } from './applicable-contract.ts';
import { type Replay, readReplay } from './replay.ts';

/** What a run will do. */
export interface Plan {
  /** The contract as the run asks about it; see `applicableContract`. */
  readonly contract: Contract;
  readonly settings: Settings;
  readonly evaluate: Evaluate;
  /** Those of which no case can be made are among them, since to find that out takes longer than all the rest: see `lacks`. */
  readonly checks: readonly Check[];
  /** The kind of each check, by its id. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Why no request can be made to an operation, by its id. */
  readonly ungenerated: ReadonlyMap<string, string>;
  /** Why the run leaves out writes that could touch what it didn't make. */
  readonly unowned: ReadonlyMap<Operation, string>;
  /** How long it took, in milliseconds: that is part of the budget. */
  readonly tookMs: number;
  /** Whether all was planned before the budget was over, or the run interrupted. */
  readonly isWhole: boolean;
  /** The one case to repeat, or null for a whole run. */
  readonly replay: Replay | null;
  readonly isSelected: (clause: string) => boolean;
  /** What is known to be broken, or null where nothing was said of that; also where one case is repeated, of which the truth is wanted. */
  readonly baseline: RunBaseline | null;
}

/**
 * Finds how many values per check make enough cases of checks. What is counted are those that are needed to tell: a large contract has enough
 * long before its last check, whose cases would take long to count.
 */
const runsOfSmall = async (checks: readonly Check[], runs: number, isOver: () => boolean): Promise<number> => {
  const breathe = createBreather();
  let [growing, fixed] = [0, 0];
  for (const check of checks) {
    if (fixed + runs * Math.max(1, growing) >= casesDefaultMin) return runs;
    await breathe();
    if (isOver()) return runs;
    if (!isPossible(check)) continue;
    if (check.isOpenEnded === true) growing++;
    else fixed += check.runs;
  }
  const wanted = Math.ceil((casesDefaultMin - fixed) / Math.max(1, growing));
  return Math.max(runs, Math.min(wanted, runsOfSmallContractMax));
};

/** Lists the checks, with so many values per check that a run has enough cases, where nobody said how many. */
const enlarged = async (context: CheckContext, isFixed: boolean, isOver: () => boolean) => {
  const { settings } = context;
  const list = await checksOf(context, isOver);
  if (isFixed || !settings.onLoopback || !list.isWhole) return { settings, list };
  const runs = await runsOfSmall(list.checks, settings.runs, isOver);
  if (runs === settings.runs) return { settings, list };
  const larger = { ...settings, runs };
  return { settings: larger, list: await checksOf({ ...context, settings: larger }, isOver) };
};

/** The selected operations that a run leaves out because they could touch what it didn't make, with the reasons. */
const unownedWrites = (
  whole: Contract,
  settings: Settings,
  isSelected: (clause: string) => boolean,
): ReadonlyMap<Operation, string> => {
  const wanted = new Set(whole.clauses.filter(({ id }) => isSelected(id)).map(({ operation }) => operation));
  const candidates = settings.readOnly ? [] : whole.operations.filter(({ id }) => wanted.has(id));
  return new Map(
    candidates.flatMap((operation) => {
      const reason = whyUnowned(whole, settings, operation);
      return reason === null ? [] : [[operation, reason] as const];
    }),
  );
};

const baselineOf = (
  contract: Contract,
  { baseline }: RunOptions,
  checks: { readonly all: readonly Check[]; readonly made: readonly Check[] },
  scope: CommandScope,
): RunBaseline | null => {
  if (baseline === undefined) return null;
  const read = typeof baseline === 'string' ? parseBaseline(baseline) : baseline;
  const made = new Set(checks.made);
  return {
    name: read.name,
    lines: linesFor(contract, read, scope),
    isUpdated: scope.isUpdated,
    partlyTested: new Set(checks.all.filter((check) => !made.has(check)).flatMap(({ clauses }) => clauses)),
    today: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
  };
};

/**
 * Plans a run, and sends nothing. Signals are heard meanwhile: where the run is interrupted, or its budget over, the plan is what
 * there is by then. `scope` says what else the command is about, which nobody need say of a single run.
 * Throws a UsageError for options that are wrong.
 */
export const planRun = async (
  whole: Contract,
  options: RunOptions,
  scope: CommandScope = { contracts: [whole], tellsUnmatched: true, isUpdated: false },
): Promise<Plan> => {
  const startedAt = performance.now();
  const elapsedMs = (): number => performance.now() - startedAt;
  const replay = options.replay === undefined ? null : readReplay(options.replay);
  const given = replay === null ? options : { ...options, seed: replay.seed, runs: replay.runs };
  const evaluate = evaluator(whole.document);
  const asked = settingsOf(whole, given);
  const contract = applicableContract(whole, asked);
  const isOver = (): boolean => asked.signal.aborted || (asked.budgetMs !== null && elapsedMs() > asked.budgetMs);
  const context = { contract, settings: asked, evaluate };
  const { settings, list } = await enlarged(context, given.runs !== undefined, isOver);
  const { checks: all, kinds, ungenerated, isWhole } = list;
  const planned = { contract, settings, evaluate, kinds, ungenerated, replay, isWhole };
  if (replay === null) {
    const isSelected = selectedClauses(contract, settings);
    const checks = all.filter((check) => check.clauses.some(isSelected) && !(settings.readOnly && check.writes));
    const unowned = unownedWrites(whole, settings, isSelected);
    const baseline = baselineOf(contract, options, { all, made: checks }, scope);
    return { ...planned, checks, unowned, isSelected, baseline, tookMs: elapsedMs() };
  }
  const checks = all.filter(({ id }) => id === replay.check).filter(isPossible);
  if (settings.readOnly && checks.some(({ writes }) => writes)) {
    throw new UsageError(`--replay ${replay.check} writes, and the run is --read-only. Leave out one of the two.`);
  }
  if (checks.length > 0 || !isWhole) {
    const whatever = { unowned: new Map(), isSelected: () => true, baseline: null };
    return { ...planned, ...whatever, checks, tookMs: elapsedMs() };
  }
  const ids = all.map(({ id }) => id);
  throw new UsageError(
    `--replay names ${replay.check}, which is no check of ${contract.id}. ${didYouMean(replay.check, ids)}`,
  );
};
