import type { Contract } from '../../src/clauses/contract.ts';
import type { Baseline, BaselineLine } from '../settings/baseline.ts';
import { matchingClauses, meant } from '../settings/selection.ts';

/** A line of a baseline as it bears on one contract. */
export interface RunLine {
  readonly line: BaselineLine;
  /** The ids of the clauses that it matches, without those that this tool can never judge where there are others. */
  readonly clauses: readonly string[];
  /** The ids of the other contracts of the same command of which it matches clauses too. */
  readonly elsewhere: readonly string[];
  /** Where it matches nothing at all: what it may have been meant to be. */
  readonly advice: string | null;
}

/** What a run takes from a baseline. */
export interface RunBaseline {
  readonly name: string;
  readonly lines: readonly RunLine[];
  /** Whether the file is brought up to date after the run, and the run is judged by what it will say then. */
  readonly isUpdated: boolean;
  /** The clauses of which no verdict says that they hold, since checks of them are left out. */
  readonly partlyTested: ReadonlySet<string>;
  /** As `YYYY-MM-DD`, in UTC. */
  readonly today: string;
}

/** Whether a line has ended: its day is past. */
export const isExpired = ({ until }: BaselineLine, today: string): boolean => until !== null && until < today;

/** The first line that covers a clause and hasn't expired, or null. */
export const coveringLine = ({ lines, today }: RunBaseline, clause: string): BaselineLine | null =>
  lines.find(({ line, clauses }) => clauses.includes(clause) && !isExpired(line, today))?.line ?? null;

/** The contracts of a command, and what it does with the baseline. */
export interface CommandScope {
  readonly contracts: readonly Contract[];
  /** Whether this contract's run is the one that tells of lines that match no contract. */
  readonly tellsUnmatched: boolean;
  readonly isUpdated: boolean;
  /** Ids of contracts that are known, and not judged by this command: a line that names one says nothing here. */
  readonly otherApis?: readonly string[];
}

/** The lines of a baseline that bear on a contract, among all contracts of a command. */
export const linesFor = (
  contract: Contract,
  { lines }: Baseline,
  { contracts, tellsUnmatched, otherApis = [] }: CommandScope,
): readonly RunLine[] =>
  lines.flatMap((line): RunLine[] => {
    const matching = matchingClauses(contract, line.glob);
    const judged = matching.filter(({ notApplicable }) => notApplicable === null);
    const clauses = (judged.length > 0 ? judged : matching).map(({ id }) => id);
    const elsewhere = contracts
      .filter(({ id }) => id !== contract.id)
      .filter((other) => matchingClauses(other, line.glob).length > 0)
      .map(({ id }) => id);
    if (clauses.length > 0) return [{ line, clauses, elsewhere, advice: null }];
    if (elsewhere.length > 0 || !tellsUnmatched || otherApis.some((api) => line.glob.startsWith(`${api}/`))) return [];
    return [{ line, clauses, elsewhere, advice: meant(contracts, line.glob) }];
  });
