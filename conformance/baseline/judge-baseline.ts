import type { ClauseReport } from '../evidence/report.ts';
import { type BaselineLine, placeholderReason } from '../settings/baseline.ts';
import { coveringLine, isExpired, type RunBaseline, type RunLine } from './run-baseline.ts';

/** What a run showed of a line: some of its clauses are broken, all of them hold, or neither can be said. */
export type LineResult = 'used' | 'held' | 'inconclusive';

/** A line that has to go, and a sentence that says why. */
export interface StaleLine {
  readonly line: BaselineLine;
  readonly sentence: string;
  /** Whether `--baseline-update` removes the line. It keeps the line if the run could not show that the clauses hold. */
  readonly isRemoved: boolean;
}

/** What became of a baseline in one run. */
export interface BaselineOutcome {
  readonly name: string;
  /** The broken clauses that don't count, with the line that says so. */
  readonly known: ReadonlyMap<string, BaselineLine>;
  readonly stale: readonly StaleLine[];
  /** Broken clauses that no line covers, and that the file is to list. */
  readonly added: readonly string[];
  /** Lines that stay, and whose reason is still to be said. */
  readonly unexplained: readonly BaselineLine[];
  /** By the number of the line. */
  readonly lineResults: ReadonlyMap<number, LineResult>;
}

/** What the runs before this one, of the same command, showed of lines: by the contract's id. */
export type EarlierLineResults = ReadonlyMap<string, BaselineOutcome['lineResults']>;

const isBroken = ({ verdict }: ClauseReport): boolean => verdict === 'broken' || verdict === 'warned';

/** What a run showed of a line. */
const lineResultOf = (
  { clauses }: RunLine,
  byId: ReadonlyMap<string, ClauseReport>,
  isProof: (clause: ClauseReport) => boolean,
): LineResult => {
  const own = clauses.flatMap((id) => byId.get(id) ?? []);
  if (own.some(isBroken)) return 'used';
  return own.length > 0 && own.every(isProof) ? 'held' : 'inconclusive';
};

/** Whether the runs before this one showed that a line holds in all other contracts that it matches. */
const isHeldElsewhere = ({ line, elsewhere }: RunLine, earlier: EarlierLineResults): boolean =>
  elsewhere.every((id) => earlier.get(id)?.get(line.number) === 'held');

const staleSentence = (
  given: RunLine,
  lineResult: LineResult,
  { baseline, earlier }: { readonly baseline: RunBaseline; readonly earlier: EarlierLineResults },
): string | null => {
  const { line, clauses, elsewhere, advice } = given;
  const named = `${line.glob} (${baseline.name}, line ${line.number})`;
  if (advice !== null) return `${named} matches no clause: ${advice.charAt(0).toLowerCase()}${advice.slice(1)}`;
  if (isExpired(line, baseline.today)) {
    return `${named} expired after ${line.until}: have it mended, or agree on another day.`;
  }
  if (lineResult !== 'held' || !isHeldElsewhere(given, earlier)) return null;
  const what = clauses.length === 1 && elsewhere.length === 0 ? 'holds' : 'holds in every clause that it matches';
  return `${named} ${what} after all: remove the line.`;
};

/**
 * Judges a baseline by what a run showed of its clauses. `isWhole`: the run made all its checks. A partial run proves of no
 * clause that it holds. `strict`: a broken SHOULD counts as broken.
 */
export const judgeBaseline = (
  baseline: RunBaseline,
  clauses: readonly ClauseReport[],
  {
    isWhole,
    strict,
    earlier,
  }: { readonly isWhole: boolean; readonly strict: boolean; readonly earlier: EarlierLineResults },
): BaselineOutcome => {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const isProof = ({ id, verdict }: ClauseReport): boolean =>
    isWhole && verdict === 'held' && !baseline.partlyTested.has(id);
  const judged = baseline.lines.map((given) => {
    const lineResult = lineResultOf(given, byId, isProof);
    const sentence = staleSentence(given, lineResult, { baseline, earlier });
    const holds = lineResult === 'held' && isHeldElsewhere(given, earlier);
    const isRemoved = isWhole && (given.advice !== null || holds);
    return { given, lineResult, sentence, isRemoved };
  });
  const known = new Map(
    clauses.filter(isBroken).flatMap(({ id }) => {
      const line = coveringLine(baseline, id);
      return line === null ? [] : [[id, line] as const];
    }),
  );
  // A clause of an expired line is in the list already. Its owner has to set a new day; no second line is added.
  const isListed = (id: string): boolean => baseline.lines.some((given) => given.clauses.includes(id));
  const lacking = clauses.filter(
    ({ id, verdict }) => !isListed(id) && (verdict === 'broken' || (strict && verdict === 'warned')),
  );
  return {
    name: baseline.name,
    known,
    stale: judged.flatMap(({ given, sentence, isRemoved }) =>
      sentence === null ? [] : [{ line: given.line, sentence, isRemoved }],
    ),
    added: baseline.isUpdated ? lacking.map(({ id }) => id) : [],
    unexplained: judged.flatMap(({ given: { line }, sentence }) =>
      sentence === null && line.reason === placeholderReason ? [line] : [],
    ),
    lineResults: new Map(judged.map(({ given, lineResult }) => [given.line.number, lineResult])),
  };
};
