import type { RunReport } from '../../conformance/evidence/report.ts';
import type { Plan } from '../../conformance/run/plan.ts';
import { createRun, type RunMeans } from '../../conformance/run/run.ts';

/** Runs a plan from its beginning to its end. Counterexamples stay as large as they are found: no verdict depends on that. */
export const wholeRun = async (plan: Plan, means: RunMeans = {}): Promise<RunReport> => {
  const run = createRun(plan, { shrinks: false, ...means });
  await run.begin();
  for (const check of plan.checks) {
    if (run.isOver) break;
    await run.check(check);
  }
  return run.end();
};
