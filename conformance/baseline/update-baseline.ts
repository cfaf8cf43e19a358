import { type Baseline, type BaselineLine, placeholderReason } from '../settings/baseline.ts';
import type { BaselineOutcome } from './judge-baseline.ts';

/** What a baseline will say, and how that differs from what it said. */
export interface BaselineUpdate {
  readonly text: string;
  readonly removed: readonly BaselineLine[];
  /** Globs, as they stand in the new lines. */
  readonly added: readonly string[];
  /** How many lines are as they were. */
  readonly kept: number;
}

const heading = '# Clauses that are known to be broken, one a line:  CLAUSE  until YYYY-MM-DD  # REASON';

/** An id as a line can hold it: what would end the glob there is stood for by an asterisk. */
const globOf = (id: string): string => id.replaceAll(/[\s\p{C}]+/gu, '*');

/**
 * Brings a baseline up to date with what the runs of a command showed: lines that nothing needs any more go, and broken clauses that no line covers are added.
 * All other lines stay as they are, comments and empty ones too, in their order.
 */
export const updateBaseline = (
  { text, lines }: Baseline,
  outcomes: readonly Pick<BaselineOutcome, 'stale' | 'added'>[],
): BaselineUpdate => {
  const stale = new Set(
    outcomes.flatMap((outcome) => outcome.stale.filter(({ isRemoved }) => isRemoved).map(({ line }) => line.number)),
  );
  const added = [...new Set(outcomes.flatMap((outcome) => outcome.added.map(globOf)))];
  const removed = lines.filter(({ number }) => stale.has(number));
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const left = text.split(/(?<=\n)/).filter((_, index) => !stale.has(index + 1));
  const before = left.join('');
  const isEmpty = before.replace(/^\uFEFF/, '').trim() === '';
  const gap = isEmpty || before.endsWith('\n') ? '' : end;
  const first = isEmpty && (added.length > 0 || text === '') ? `${heading}${end}` : '';
  const after = added.map((glob) => `${glob}  # ${placeholderReason}${end}`).join('');
  return {
    text: before + (added.length === 0 ? '' : gap) + first + after,
    removed,
    added,
    kept: lines.length - removed.length,
  };
};
