import type { Contract } from '../src/contract/contract.ts';
import { visitObjects } from '../src/contract/openapi-walk.ts';
import { type Check, isSafe } from './checks/check.ts';
import { findingOf } from './evidence/finding.ts';
import { redactor } from './evidence/redact.ts';
import type { Finding, RunReport } from './evidence/report.ts';
import { Tally } from './evidence/tally.ts';
import { runVerdict } from './evidence/verdict.ts';
import { createSender } from './http/send.ts';
import { responseJudge } from './judge/response.ts';
import type { Plan } from './plan.ts';
import { writeReplay } from './replay.ts';
import { type CheckResult, replayCheck, runCheck } from './run-check.ts';
import { paced } from './target/pace.ts';
import { preflight } from './target/preflight.ts';
import { Target } from './target/target.ts';

/** What happens in a run, in its order. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly api: string;
      readonly target: string;
      readonly seed: number;
      readonly checks: number;
    }
  | { readonly type: 'check-started'; readonly check: string; readonly index: number; readonly requests: number }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'check-finished'; readonly check: string; readonly result: CheckResult }
  | { readonly type: 'run-finished'; readonly report: RunReport };

/** Gives the names of the resources from whose lists values are taken. */
const listedResources = (contract: Contract): ReadonlySet<string> => {
  const names = [...visitObjects(contract.document)].map(({ object }) => object['x-values']);
  return new Set(
    names
      .filter((name) => typeof name === 'string')
      .filter((name) => contract.resources.some((resource) => resource.name === name)),
  );
};

/** Says of every clause that this run leaves out why it does. */
const excuse = (tally: Tally, { contract, settings, isSelected }: Plan): void => {
  for (const { id, operation: operationId, subject } of contract.clauses) {
    const operation = contract.operations.find((candidate) => candidate.id === operationId);
    const writes = operation !== undefined && !isSafe(operation);
    if (!isSelected(id)) tally.excuse(id, 'it was not selected');
    else if (writes && settings.readOnly) tally.excuse(id, 'its operation writes, and the run is read-only');
    else if (writes && subject.of === 'request' && subject.part === 'path')
      tally.excuse(id, 'a wrong-shaped id is only ever read');
  }
};

const targetOf = (
  plan: Plan,
  learn: (exchange: Parameters<ReturnType<typeof redactor>['learn']>[0]) => void,
): Target => {
  const { contract, settings, evaluate } = plan;
  return new Target({
    contract,
    settings,
    judge: responseJudge(contract, evaluate),
    sender: paced(createSender(settings), settings.requestsPerSecond, settings.signal),
    onExchange: (_operation, exchange) => learn(exchange),
  });
};

/**
 * Runs a plan against its target and tells what happens as it happens; the last event holds the report.
 * Whatever the target does ends in the report. What was made is cleaned up, also when the signal of the options aborts the run.
 */
export async function* conform(plan: Plan): AsyncGenerator<RunEvent, RunReport> {
  const { contract, settings, checks } = plan;
  const startedAt = new Date();
  const beginning = performance.now();
  const redaction = redactor(contract, settings);
  const target = targetOf(plan, (exchange) => redaction.learn(exchange));
  const tally = new Tally(contract.clauses);
  const findings = new Map<string, Finding>();
  excuse(tally, plan);

  const runOne = (check: Check): Promise<CheckResult> =>
    plan.replay === null
      ? runCheck(check, target, settings.seed, (clause) => findings.has(clause) || !plan.isSelected(clause))
      : replayCheck(check, target, settings.seed, plan.replay.path);

  yield { type: 'run-started', api: contract.id, target: settings.target, seed: settings.seed, checks: checks.length };
  let gone: string | null = null;
  try {
    gone = await preflight(target);
    if (gone === null) await target.lookUpLists(listedResources(contract));
    for (const [index, check] of checks.entries()) {
      if (gone !== null || target.stopped) break;
      if (settings.budgetMs !== null && performance.now() - beginning > settings.budgetMs) break;
      yield { type: 'check-started', check: check.id, index, requests: target.requestsSent };
      const result = await runOne(check);
      for (const observation of result.observations) if (plan.isSelected(observation.clause.id)) tally.add(observation);
      for (const { observation, path } of result.counterexamples) {
        const replay = writeReplay({ check: check.id, seed: settings.seed, runs: settings.runs, path });
        const finding = findingOf(contract, settings, redaction, observation, replay);
        findings.set(finding.clause, finding);
        yield { type: 'finding', finding };
      }
      yield { type: 'check-finished', check: check.id, result };
    }
    gone ??= target.gone;
  } finally {
    await target.cleanUp();
    await target.close();
  }
  const clauses = tally.reports();
  const report: RunReport = {
    api: contract.id,
    target: settings.target,
    seed: settings.seed,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - beginning),
    requests: target.requestsSent,
    ...runVerdict(clauses, {
      strict: settings.strict,
      gone: gone ?? (settings.signal.aborted ? 'The run was interrupted.' : null),
    }),
    clauses,
    findings: [...findings.values()],
    leftovers: target.leftovers.map(({ resource, path }) => ({ resource, path })),
    staleBaseline: [],
  };
  yield { type: 'run-finished', report };
  return report;
}
