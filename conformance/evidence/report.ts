import type { Level, Source } from '../../src/contract/api-description.ts';

export const verdicts = ['held', 'broken', 'warned', 'vacuous', 'untestable', 'not-applicable'] as const;
export type Verdict = (typeof verdicts)[number];

export const runVerdicts = ['conformant', 'nonconformant', 'untested'] as const;
export type RunVerdict = (typeof runVerdicts)[number];

/** What became of one clause. */
export interface ClauseReport {
  readonly id: string;
  readonly operation: string;
  readonly kind: string;
  readonly level: Level;
  readonly verdict: Verdict;
  /** Why it is vacuous, untestable or not applicable; where it held, what was not looked at, if anything. Null otherwise. */
  readonly reason: string | null;
  readonly cases: number;
  readonly source: Source | null;
}

/** A request as it is reported: credentials and secrets are redacted. */
export interface ReportedExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  } | null;
  /** Where there is no response: why. */
  readonly failure: string | null;
}

/** One broken clause with its smallest counterexample. */
export interface Finding {
  readonly clause: string;
  readonly operation: string;
  readonly level: Level;
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly pointer: string | null;
  readonly source: Source | null;
  readonly exchanges: readonly ReportedExchange[];
  /** Repeats the last exchange by hand; credentials are taken from the environment. */
  readonly curl: string;
  /** What `--replay` takes to repeat exactly this case. */
  readonly replay: string;
}

/** Something that was made and could not be cleaned up. */
export interface Leftover {
  readonly resource: string;
  readonly path: string;
}

/** What a run against one API showed. */
export interface RunReport {
  readonly api: string;
  readonly target: string;
  readonly seed: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requests: number;
  readonly verdict: RunVerdict;
  /** Why it is untested, or why the run ended early or may have met the wrong target; or null. */
  readonly reason: string | null;
  readonly clauses: readonly ClauseReport[];
  readonly findings: readonly Finding[];
  readonly leftovers: readonly Leftover[];
  readonly staleBaseline: readonly string[];
}

/** `report.json`. */
export interface Report {
  readonly version: 1;
  readonly tool: string;
  readonly runs: readonly RunReport[];
}
