import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { operationById, resourceByName } from '../../src/contract/contract-index.ts';
import { resourceShape } from '../../src/contract/resource-shape.ts';
import { type BaselineOutcome, type EarlierLineResults, judgeBaseline } from '../baseline/judge-baseline.ts';
import { knownReasons } from '../baseline/known-reasons.ts';
import type { Check } from '../checks/check.ts';
import { findingOf } from '../evidence/finding.ts';
import { redactor, withoutSecretsInReasons } from '../evidence/redact.ts';
import type { Finding, RunReport } from '../evidence/report.ts';
import { Tally } from '../evidence/tally.ts';
import { runVerdict } from '../evidence/verdict.ts';
import { withdrawGivenUp } from '../evidence/withdraw-given-up.ts';
import { createSender, type Sender } from '../http/send.ts';
import { responseJudge } from '../judge/response.ts';
import { filterValues } from '../lifecycle/filter-values.ts';
import { noteForeign, noteRemaining } from '../lifecycle/listed-before-and-after.ts';
import { isSafe } from '../requests/is-safe.ts';
import { Connection } from '../target/connection.ts';
import { freshKeys } from '../target/fresh-keys.ts';
import { adviceOn, undeclaredParameter } from '../target/guessed-parameter.ts';
import { listedResources, lookUpLists } from '../target/lists.ts';
import { paced } from '../target/pace.ts';
import { preflight } from '../target/preflight.ts';
import { Stopped } from '../target/stopped.ts';
import { Target } from '../target/target.ts';
import type { Plan } from './plan.ts';
import { writeReplay } from './replay.ts';
import { type Listening, type Observe, replayCheck, runCheck } from './run-check.ts';

/** What one check of a run showed. */
export interface CheckOutcome {
  /** Clauses whose breach it found first. */
  readonly findings: readonly Finding[];
  /** Every clause that it saw broken, found before or not. */
  readonly broken: readonly string[];
  /** Why clauses could not be tested, each reason once. */
  readonly untestable: readonly string[];
}

/** One run of a plan, to be begun once, asked check by check, and ended once. */
export interface Run {
  /** Asks the target one harmless thing. Gives a sentence that says why it can't be judged, or null. */
  begin(): Promise<string | null>;
  /** Whether no further check has a point: the target is gone, the run was interrupted, or its time is over. */
  readonly isOver: boolean;
  readonly requests: number;
  /** Generated trials, those of shrinking and second tries too. */
  readonly cases: number;
  /** Cases that held only when nothing else was asked at the same time. */
  readonly passedOnlyInIsolation: number;
  /** Accepted writes to what the run didn't make, as its options permit, by the operation. */
  readonly changed: ReadonlyMap<Operation, number>;
  check(check: Check): Promise<CheckOutcome>;
  /** Cleans up and gives the report. */
  end(): Promise<RunReport>;
  /** What became of the baseline, once the run has ended; null where there is none. */
  readonly baseline: BaselineOutcome | null;
}

/** Which values of the owner's a clause can't be tested without, or null. */
const lackingValues = (
  { kind, subject }: Clause,
  operation: Operation | undefined,
  { contract, settings }: Pick<Plan, 'contract' | 'settings'>,
): string | null => {
  const { ownerValues } = settings;
  if (subject.of !== 'resource' || subject.name === null || operation === undefined) return null;
  const parameter = operation.parameters.find(({ name }) => name === subject.name);
  const given = (name: string): number => ownerValues.get(name)?.length ?? 0;
  if (kind === 'scoped' && parameter?.values === 'owner' && given(parameter.name) < 2) {
    return `two values of ${parameter.name} are needed: --set ${parameter.name}=ONE,OTHER`;
  }
  const filter = parameter?.filter ?? null;
  const resource = resourceByName(contract, subject.resource);
  if (filter === null || resource === undefined) return null;
  const values = filterValues(resourceShape(contract, resource), settings, subject.name, filter);
  if (values.length >= (kind === 'filtered' ? 2 : 1)) return null;
  return `two values of ${filter.property} are needed: --set ${filter.property}=ONE,OTHER`;
};

/** Why a run leaves a clause out, or null where it doesn't. */
const reasonToLeave = (clause: Clause, { contract, settings, isSelected }: Plan): string | null => {
  const operation = operationById(contract, clause.operation);
  if (!isSelected(clause.id)) return 'it was not selected';
  if (operation === undefined) return null;
  if (settings.readOnly && !isSafe(operation)) return 'its operation writes, and the run is read-only';
  const lacking = lackingValues(clause, operation, { contract, settings });
  if (lacking !== null) return lacking;
  const undeclared = undeclaredParameter(settings, contract, operation);
  return undeclared === null ? null : `the contract doesn't say whose ${undeclared} it is: ${adviceOn(undeclared)}`;
};

/** Marks every clause that this run leaves out, with the reason. */
const markLeftOut = (tally: Tally, plan: Plan): void => {
  for (const clause of plan.contract.clauses) {
    const reason = reasonToLeave(clause, plan);
    if (reason !== null) tally.markNotApplicable(clause.id, reason);
  }
};

/** Marks the clauses of path parameters of writes that were left out. Some of our own ids can be broken, and are. */
const excusePaths = (tally: Tally, plan: Plan, observed: ReadonlySet<string>): void => {
  const reason = "a wrong-shaped value in the path of a write could be taken for something that is somebody else's";
  for (const clause of plan.contract.clauses) {
    const { id, subject } = clause;
    const operation = operationById(plan.contract, clause.operation);
    const isWritten = operation !== undefined && !isSafe(operation);
    const isLeft = isWritten && subject.of === 'request' && subject.part === 'path' && !observed.has(id);
    if (isLeft && clause.notApplicable === null && reasonToLeave(clause, plan) === null)
      tally.markNotApplicable(id, reason);
  }
};

/** How a run differs from what its plan says; no verdict depends on it. */
export interface RunMeans {
  /** What carries the requests; a wire of the run's own if left out. */
  readonly wire?: Sender;
  /** Whether counterexamples are made smaller. */
  readonly shrinks?: boolean;
  /** What the runs before it, of the same command, showed of the baseline. */
  readonly earlier?: EarlierLineResults | undefined;
}

/** Makes a run of a plan. Whatever the target does ends in the report. */
export const createRun = (plan: Plan, { wire: given, shrinks = true, earlier = new Map() }: RunMeans = {}): Run => {
  const { contract, evaluate } = plan;
  const budget = new AbortController();
  const interrupted = plan.settings.signal;
  /** Ends when the budget does, too: a check that was begun isn't run to its end then. */
  const settings = {
    ...plan.settings,
    signal: AbortSignal.any([interrupted, budget.signal]),
    startedAtMs: Date.now(),
  };
  const wire = given ?? createSender({ timeoutMs: settings.timeoutMs, signal: interrupted, ending: settings.signal });
  const beginning = performance.now();
  const elapsedMs = (): number => Math.round(performance.now() - beginning);
  const redaction = redactor(contract, settings);
  const sender = paced(wire, settings.requestsPerSecond, settings.signal);
  const connection = new Connection(settings, sender, redaction);
  const target = new Target({
    contract,
    judge: responseJudge(contract, evaluate),
    connection,
    withFreshKeys: freshKeys(contract, evaluate, settings),
  });
  const tally = new Tally(contract.clauses);
  const findings = new Map<string, Finding>();
  /** The clauses of findings that count as warnings, because there is a doubt. */
  const doubtful = new Set<string>();
  let refusal: string | null = null;
  let begun = 0;
  let finished = 0;
  let cases = 0;
  let passedOnlyInIsolation = 0;
  let baseline: BaselineOutcome | null = null;
  const notePassedOnlyInIsolation = (count: number): void => {
    passedOnlyInIsolation += count;
  };
  const observed = new Set<string>();
  markLeftOut(tally, plan);
  for (const clause of contract.clauses) {
    const reason = plan.ungenerated.get(clause.operation);
    if (reason === undefined || !plan.isSelected(clause.id)) continue;
    tally.add({ clause, outcome: 'untestable', reason });
    observed.add(clause.id);
  }

  /** A timer is late where work takes the processor, and a clock isn't. */
  const isOver = (): boolean => {
    if (settings.budgetMs !== null && plan.tookMs + elapsedMs() > settings.budgetMs) budget.abort();
    return refusal !== null || target.stopped;
  };
  let budgetTimer: NodeJS.Timeout | undefined;

  return {
    async begin() {
      if (settings.budgetMs !== null)
        budgetTimer = setTimeout(() => budget.abort(), Math.max(0, settings.budgetMs - plan.tookMs));
      try {
        refusal = await preflight(target);
        if (refusal === null) await noteForeign(target);
        if (refusal === null) await lookUpLists(target, listedResources(contract));
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
      }
      return refusal === null ? null : redaction.text(refusal);
    },
    get isOver() {
      return isOver();
    },
    get requests() {
      return connection.requestsSent;
    },
    get cases() {
      return cases;
    },
    get changed() {
      return target.own.changed;
    },
    get passedOnlyInIsolation() {
      return passedOnlyInIsolation;
    },
    async check(asked) {
      begun++;
      const { lacks = null } = asked;
      if (lacks !== null) {
        tally.markUnexercised(asked.clauses[0] ?? '', lacks);
        finished++;
        return { findings: [], broken: [], untestable: [] };
      }
      const check: Check = {
        ...asked,
        perform(...given) {
          cases++;
          return asked.perform(...given);
        },
      };
      /** A breach beyond doubt is news after one in doubt. */
      const isSettled: Listening['isKnown'] = ({ clause: { id }, doubt }) =>
        !plan.isSelected(id) || (findings.has(id) && !(doubtful.has(id) && doubt === undefined));
      const reasons = new Set<string>();
      const broken = new Set<string>();
      const observe: Observe = (observation) => {
        if (!plan.isSelected(observation.clause.id)) return;
        tally.add(observation);
        observed.add(observation.clause.id);
        if (observation.outcome === 'broken') broken.add(observation.clause.id);
        if (observation.outcome === 'untestable' && observation.clause.level === 'MUST')
          reasons.add(redaction.text(observation.reason));
      };
      const counterexamples =
        plan.replay === null
          ? await runCheck(check, target, settings.seed, {
              observe,
              isKnown: isSettled,
              notePassedOnlyInIsolation,
              shrinks,
            })
          : await replayCheck(check, target, { seed: settings.seed, path: plan.replay.path }, observe);
      const found = counterexamples.map(({ observation, path }) => {
        const replay = writeReplay({ check: check.id, seed: settings.seed, runs: settings.runs, path });
        const { id } = observation.clause;
        const isDoubtful = observation.doubt !== undefined && tally.isDoubtful(id);
        if (isDoubtful) doubtful.add(id);
        else doubtful.delete(id);
        return findingOf(contract, settings, redaction, observation, replay, isDoubtful);
      });
      for (const finding of found) findings.set(finding.clause, finding);
      if (!settings.signal.aborted) finished++;
      return { findings: found, broken: [...broken], untestable: [...reasons] };
    },
    async end() {
      clearTimeout(budgetTimer);
      // Before that, a check that was cut short didn't get to its end.
      const isCut = budget.signal.aborted && !interrupted.aborted;
      await target.cleanUp();
      await noteRemaining(target).catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error;
      });
      await connection.close();
      excusePaths(tally, plan, observed);
      withdrawGivenUp(tally, contract);
      const clauses = withoutSecretsInReasons(tally.reports(), redaction);
      const stopped = interrupted.aborted ? 'The run was interrupted.' : null;
      const unplanned = plan.isWhole ? null : 'The time was over before all checks were planned.';
      const all = plan.checks.length;
      const unbegun = begun < all ? `Only ${begun} of ${all} checks were begun before the time was over.` : null;
      const unfinished = isCut && finished < all ? 'The time was over before the last check was at its end.' : null;
      const why = refusal ?? connection.gone ?? stopped ?? unplanned ?? unbegun ?? unfinished;
      const gone = why === null ? null : redaction.text(why);
      const { onlyStatus } = connection;
      const doubt =
        onlyStatus === null
          ? null
          : `every request was answered ${onlyStatus}. Check that --target is what stands for ${contract.server ?? "the contract's server URL"}.`;
      const { strict } = settings;
      if (plan.baseline !== null)
        baseline = judgeBaseline(plan.baseline, clauses, { isWhole: gone === null, strict, earlier });
      // Where the file is brought up to date, what is removed from it is stale no more when the report is read.
      const stale = (baseline?.stale ?? []).filter(({ isRemoved }) => !(isRemoved && plan.baseline?.isUpdated));
      const known = knownReasons(baseline);
      return {
        api: contract.id,
        target: settings.target,
        seed: settings.seed,
        startedAt: new Date(settings.startedAtMs).toISOString(),
        durationMs: elapsedMs(),
        requests: connection.requestsSent,
        ...runVerdict(clauses, {
          strict,
          gone,
          doubt,
          isKnown: (clause) => known.has(clause),
          isStale: stale.length > 0,
        }),
        clauses,
        // What held only in a later check puts an earlier breach in doubt.
        findings: [...findings.values()].map((finding) =>
          tally.isDoubtful(finding.clause) ? { ...finding, level: 'SHOULD' } : finding,
        ),
        leftovers: target.leftovers.map(({ resource, path }) => ({ resource, path: redaction.text(path) })),
        staleBaseline: stale.map(({ sentence }) => sentence),
      };
    },
    get baseline() {
      return baseline;
    },
  };
};
