import type { RunReport } from '../../conformance/evidence/report.ts';
import type { Sender } from '../../conformance/http/send.ts';
import type { Plan } from '../../conformance/run/plan.ts';
import { createRun } from '../../conformance/run/run.ts';
import { likelyFirst } from './likely-first.ts';

/** What a run told, and the kinds of check that saw each clause broken. */
export interface FlawedRun {
  readonly report: RunReport;
  readonly seenBy: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Runs a plan against a server in which clauses are broken. A brief run begins with the likeliest checks and ends as soon as all of that is told;
 * where nothing was planted, every run is whole.
 */
export const runFlawed = async (
  plan: Plan,
  { wire, clauses, isBrief }: { readonly wire: Sender; readonly clauses: readonly string[]; readonly isBrief: boolean },
): Promise<FlawedRun> => {
  const endsEarly = isBrief && clauses.length > 0;
  const run = createRun(plan, { wire, shrinks: false });
  const seenBy = new Map<string, Set<string>>();
  await run.begin();
  for (const check of endsEarly ? likelyFirst(plan.checks, clauses) : plan.checks) {
    if (run.isOver || (endsEarly && clauses.every((id) => seenBy.has(id)))) break;
    const { broken } = await run.check(check);
    for (const clause of broken)
      seenBy.set(clause, (seenBy.get(clause) ?? new Set()).add(plan.kinds.get(check.id) ?? check.id));
  }
  return { report: await run.end(), seenBy };
};
