import type { Operation } from '../../src/contract/api-description.ts';
import type { BaselineOutcome, EarlierLineResults } from '../baseline/judge-baseline.ts';
import type { Finding, RunReport } from '../evidence/report.ts';
import type { Plan } from './plan.ts';
import { createRun } from './run.ts';

/** What happens in a run, in its order. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly api: string;
      readonly target: string;
      readonly seed: number;
      readonly checks: number;
    }
  | {
      readonly type: 'check-started';
      readonly check: string;
      readonly operation: string;
      readonly index: number;
      /** So far. */
      readonly cases: number;
      readonly requests: number;
    }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'check-finished'; readonly check: string; readonly untestable: readonly string[] }
  | {
      readonly type: 'run-finished';
      readonly report: RunReport;
      readonly cases: number;
      readonly passedOnlyInIsolation: number;
      /** Accepted writes to what the run didn't make, as its options permit, by the operation. */
      readonly changed: ReadonlyMap<Operation, number>;
      readonly baseline: BaselineOutcome | null;
    };

/**
 * Runs a plan against its target and tells what happens as it happens; the last event holds the report.
 * What was made is cleaned up, also when the signal of the options aborts the run, who listens goes away, or an error of ours ends it.
 * `earlier` is what the runs before it, of the same command, showed of the baseline.
 */
export async function* conform(plan: Plan, earlier?: EarlierLineResults): AsyncGenerator<RunEvent, RunReport> {
  const { contract, settings, checks } = plan;
  const run = createRun(plan, { earlier });
  let report: RunReport;
  try {
    yield {
      type: 'run-started',
      api: contract.id,
      target: settings.target,
      seed: settings.seed,
      checks: checks.length,
    };
    await run.begin();
    for (const [index, check] of checks.entries()) {
      if (run.isOver) break;
      const { cases, requests } = run;
      yield { type: 'check-started', check: check.id, operation: check.operation.id, index, cases, requests };
      const { findings, untestable } = await run.check(check);
      for (const finding of findings) yield { type: 'finding', finding };
      yield { type: 'check-finished', check: check.id, untestable };
    }
  } finally {
    report = await run.end();
  }
  const { cases, passedOnlyInIsolation, changed, baseline } = run;
  yield { type: 'run-finished', report, cases, passedOnlyInIsolation, changed, baseline };
  return report;
}
