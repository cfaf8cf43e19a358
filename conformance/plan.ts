import type { Contract, Operation } from '../src/contract/contract.ts';
import { didYouMean } from '../src/contract/did-you-mean.ts';
import { type Evaluate, evaluator } from '../src/contract/evaluate.ts';
import { UsageError } from '../src/contract/usage-error.ts';
import { askedContract } from './asked-contract.ts';
import { parseBaseline } from './baseline/parse-baseline.ts';
import { type CommandScope, linesFor, type RunBaseline } from './baseline/run-baseline.ts';
import type { Check } from './checks/check.ts';
import { checksOf } from './checks/checks.ts';
import { casesDefaultMin, runsOfSmallContractMax } from './limits.ts';
import { type RunOptions, type Settings, settingsOf } from './options.ts';
import { type Replay, readReplay } from './replay.ts';
import { selectedClauses } from './selection.ts';
import { whyUnowned } from './target/why-unowned.ts';

/** What a run will do. */
export interface Plan {
  /** The contract as the run asks about it; see `askedContract`. */
  readonly contract: Contract;
  readonly settings: Settings;
  readonly evaluate: Evaluate;
  readonly checks: readonly Check[];
  /** The kind of each check, by its id. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Why no request can be made to an operation, by its id. */
  readonly ungenerated: ReadonlyMap<string, string>;
  /** Why no request can be made to break a clause alone, by its id. */
  readonly unbroken: ReadonlyMap<string, string>;
  /** Why the run leaves out writes that could touch what it didn't make. */
  readonly unowned: ReadonlyMap<Operation, string>;
  /** The one case to repeat, or null for a whole run. */
  readonly replay: Replay | null;
  readonly isSelected: (clause: string) => boolean;
  /** What is known to be broken, or null where nothing was said of that; also where one case is repeated, of which the truth is wanted. */
  readonly baseline: RunBaseline | null;
}

/** Gives settings with so many values per check that a run has enough cases, where nobody said how many, and the checks by these settings. */
const enlarged = (contract: Contract, settings: Settings, evaluate: Evaluate, isFixed: boolean) => {
  const list = checksOf({ contract, settings, evaluate });
  const growing = list.checks.filter(({ isOpenEnded }) => isOpenEnded === true);
  const fixed = list.checks.filter(({ isOpenEnded }) => isOpenEnded !== true).reduce((sum, { runs }) => sum + runs, 0);
  const wanted = Math.ceil((casesDefaultMin - fixed) / Math.max(1, growing.length));
  const runs = Math.min(wanted, runsOfSmallContractMax);
  if (isFixed || !settings.onLoopback || runs <= settings.runs) return { settings, list };
  const larger = { ...settings, runs };
  return { settings: larger, list: checksOf({ contract, settings: larger, evaluate }) };
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
 * Says what a run will do, and sends nothing. `scope` says what else the command is about, which nobody need say of a single run.
 * Throws a UsageError for options that are wrong.
 */
export const planRun = (
  whole: Contract,
  options: RunOptions,
  scope: CommandScope = { contracts: [whole], tellsUnmatched: true, isUpdated: false },
): Plan => {
  const replay = options.replay === undefined ? null : readReplay(options.replay);
  const given = replay === null ? options : { ...options, seed: replay.seed, runs: replay.runs };
  const evaluate = evaluator(whole.document);
  const asked = settingsOf(whole, given);
  const contract = askedContract(whole, asked);
  const { settings, list } = enlarged(contract, asked, evaluate, given.runs !== undefined);
  const { checks: all, kinds, ungenerated, unbroken } = list;
  if (replay === null) {
    const isSelected = selectedClauses(contract, settings);
    const checks = all.filter((check) => check.clauses.some(isSelected) && !(settings.readOnly && check.writes));
    const unowned = unownedWrites(whole, settings, isSelected);
    const baseline = baselineOf(contract, options, { all, made: checks }, scope);
    return {
      contract,
      settings,
      evaluate,
      checks,
      kinds,
      ungenerated,
      unbroken,
      unowned,
      replay,
      isSelected,
      baseline,
    };
  }
  const checks = all.filter(({ id }) => id === replay.check);
  if (settings.readOnly && checks.some(({ writes }) => writes)) {
    throw new UsageError(`--replay ${replay.check} writes, and the run is --read-only. Leave out one of the two.`);
  }
  if (checks.length > 0)
    return {
      contract,
      settings,
      evaluate,
      checks,
      kinds,
      ungenerated,
      unbroken,
      unowned: new Map(),
      replay,
      isSelected: () => true,
      baseline: null,
    };
  const ids = all.map(({ id }) => id);
  throw new UsageError(
    `--replay names ${replay.check}, which is no check of ${contract.id}. ${didYouMean(replay.check, ids)}`,
  );
};
