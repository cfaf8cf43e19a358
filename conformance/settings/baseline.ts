/** One line of a baseline: clauses that are known to be broken, and why they are left so. */
export interface BaselineLine {
  /** Counted from 1. */
  readonly number: number;
  /** As `--only` takes it. */
  readonly glob: string;
  /** The last day on which it counts, as `YYYY-MM-DD`; null where it has no end. */
  readonly until: string | null;
  readonly reason: string;
}

/** The clauses that are known to be broken, as a file lists them. */
export interface Baseline {
  /** What messages call it: the path that was given. */
  readonly name: string;
  /** All of it, comments included. */
  readonly text: string;
  readonly lines: readonly BaselineLine[];
}

/** The reason of a line that was written by `--baseline-update`, until somebody gives a better one. */
export const placeholderReason = 'TODO: say why';
