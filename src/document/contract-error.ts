import { visibleLine } from '../visible.ts';

/** A contract that can't be read: what is wrong, where, and what to do. The message is one a user is shown as it stands. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly file: string;
  /** Counted from 1; null where it can't be had. */
  readonly line: number | null;

  constructor(file: string, problems: readonly ContractProblem[], options?: ErrorOptions) {
    const shown = problems.slice(0, problemsShownMax);
    const more = problems.length - shown.length;
    const lines = shown.map(({ line, message, next }) =>
      visibleLine(`${file}${line === null ? '' : `:${line}`}: ${message} ${next}`),
    );
    super([...lines, ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n'), options);
    this.file = file;
    this.line = problems[0]?.line ?? null;
  }
}

/** One thing that is wrong with a contract. */
export interface ContractProblem {
  readonly line: number | null;
  /** A sentence. */
  readonly message: string;
  /** A sentence: what to do. */
  readonly next: string;
}

/** Enough to see the pattern of what is wrong, without scrolling. */
const problemsShownMax = 10;
