import { createSender } from '../../conformance/http/send.ts';
import { planRun } from '../../conformance/run/plan.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { flawedSender } from './flawed-sender.ts';
import { type RightServer, startRightServer } from './right-server.ts';
import { runFlawed } from './run-flawed.ts';

/** Clauses to be broken in one server at the same time. */
export interface Trial {
  readonly api: string;
  /** The contract, where it isn't built in. */
  readonly file: string | null;
  readonly server: RightServer;
  readonly clauses: readonly string[];
  readonly seed: number;
  /** Whether the run begins with the likeliest checks and ends as soon as all that was planted is told: it says which flaws are found, but not by which checks else. */
  readonly isBrief: boolean;
}

/** What a run with the suite's defaults showed of a flawed server. */
export interface TrialResult {
  /** The clauses that it names, planted or not. */
  readonly named: readonly string[];
  /** The kinds of check that saw each of them broken. */
  readonly seenBy: Readonly<Record<string, readonly string[]>>;
  readonly requests: number;
  /** Why the server could not be judged to the end; null where it was. */
  readonly unjudged: string | null;
}

/** Has the suite judge a server in which clauses are broken, by its defaults. */
export const judgeFlawed = async (
  contract: Contract,
  { server, file, clauses, seed, isBrief }: Trial,
): Promise<TrialResult> => {
  await using right = await startRightServer(server, contract, { seed, file });
  const plan = await planRun(contract, { target: right.url, ...right.options, seed });
  const planted = contract.clauses.filter(({ id }) => clauses.includes(id));
  const wire = flawedSender(createSender(plan.settings), contract, plan.settings.target, planted);
  const { report, seenBy } = await runFlawed(plan, { wire, clauses, isBrief });
  return {
    named: report.clauses.flatMap(({ id, verdict }) => (verdict === 'broken' || verdict === 'warned' ? [id] : [])),
    seenBy: Object.fromEntries([...seenBy].map(([clause, kinds]) => [clause, [...kinds]])),
    requests: report.requests,
    unjudged: report.verdict === 'untested' ? report.reason : null,
  };
};
