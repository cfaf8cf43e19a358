import type { RunReport } from '../evidence/report.ts';

/** What reporters say of a run besides what the report holds. */
export interface RunContext {
  /** The title of the contract. */
  readonly title: string;
  /** The command that repeats the run, without what is secret. */
  readonly command: string;
  /** Whether a broken SHOULD fails the run too. */
  readonly isStrict: boolean;
  /** What clauses that break for the same cause have in common. */
  readonly causeOf: (clause: string) => string;
  /** The broken clauses that don't count, since the baseline knows them or an update lists them there, by id, with the reason that it gives. */
  readonly known: ReadonlyMap<string, string>;
  /** The ids of the operations that were not sent because they could touch what the run didn't make. */
  readonly unowned?: readonly string[];
}

/** A run that is over, with what there is to say of it. */
export interface JudgedRun {
  readonly run: RunReport;
  readonly context: RunContext;
}
