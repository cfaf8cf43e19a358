import type { BaselineOutcome } from '../../conformance/baseline/judge-baseline.ts';
import { knownReasons } from '../../conformance/baseline/known-reasons.ts';
import { causeOfClause } from '../../conformance/evidence/cause-of-clause.ts';
import type { Report } from '../../conformance/evidence/report.ts';
import { tellGithub } from '../../conformance/reporters/github/github.ts';
import { muteCommands } from '../../conformance/reporters/github/mute-commands.ts';
import type { RunContext } from '../../conformance/reporters/judged-run.ts';
import { prepareReportFolder } from '../../conformance/reporters/report-folder.ts';
import { type Terminal, writeSummary } from '../../conformance/reporters/terminal.ts';
import { writePlan } from '../../conformance/reporters/write-plan.ts';
import { writeReports } from '../../conformance/reporters/write-reports.ts';
import type { Plan } from '../../conformance/run/plan.ts';
import { conformAll } from '../../conformance/run/run-conformance.ts';
import { otherApis, selectContracts } from '../clauses/select-contracts.ts';
import { visibleLine } from '../visible.ts';
import { commandBaseline, updateBaselineFile } from './command-baseline.ts';
import { commandOf, type Given, type Options, program } from './conformance-options.ts';
import { planForTarget, plansForMock } from './conformance-plans.ts';
import { endingSignals } from './ending-signals.ts';
import { exitStatuses, exitStatusOf } from './exit-status.ts';
import { print, printCommand, printError } from './output.ts';
import { startOwnMock } from './own-mock.ts';
import { createProgress } from './progress.ts';
import { optionsOf, runCommand } from './run-command.ts';
import { afterVerdict, statusAfter, tellReports } from './tell-reports.ts';

const terminal: Terminal = { stream: process.stdout, write: print };

const contextOf = (
  { contract, settings, unowned }: Plan,
  options: Options,
  baseline: BaselineOutcome | null,
): RunContext => ({
  title: contract.title,
  command: commandOf(options, contract),
  isStrict: settings.strict,
  causeOf: causeOfClause(contract),
  known: knownReasons(baseline),
  unowned: [...unowned.keys()].map(({ id }) => id),
});

const judge = async (
  plans: readonly Plan[],
  options: Options,
  { isReported }: { readonly isReported: boolean },
): Promise<{ readonly report: Report; readonly outcomes: ReadonlyMap<string, BaselineOutcome> }> => {
  const outcomes = new Map<string, BaselineOutcome>();
  const line = createProgress(process.stderr, { budgetSeconds: options.budget });
  const unmute = muteCommands(printCommand, process.env);
  try {
    const events = conformAll(plans);
    for (;;) {
      const { done, value } = await events.next();
      if (done) return { report: value, outcomes };
      line.show(value);
      const plan = plans.find(({ contract }) => value.type === 'run-finished' && contract.id === value.report.api);
      if (value.type === 'run-finished' && plan !== undefined) {
        if (value.baseline !== null) outcomes.set(plan.contract.id, value.baseline);
        writeSummary(terminal, value.report, {
          ...contextOf(plan, options, value.baseline),
          cases: value.cases,
          passedOnlyInIsolation: value.passedOnlyInIsolation,
          isReplay: options.replay !== undefined,
          isReported,
          changed: value.changed,
          baseline: value.baseline,
        });
      }
    }
  } finally {
    line.stop();
    unmute();
  }
};

/** Informs of a report whoever didn't watch: in files, and in the workflow that this runs in. Returns whether all files were written. */
const tell = async (
  { report, outcomes }: { readonly report: Report; readonly outcomes: ReadonlyMap<string, BaselineOutcome> },
  plans: readonly Plan[],
  folder: string | null,
  options: Options,
): Promise<boolean> => {
  const runs = report.runs.flatMap((judged) => {
    const plan = plans.find(({ contract }) => contract.id === judged.api);
    return plan === undefined
      ? []
      : [{ run: judged, context: contextOf(plan, options, outcomes.get(judged.api) ?? null) }];
  });
  const isWritten = folder === null || tellReports(await writeReports(folder, report, runs));
  await tellGithub(printCommand, runs, process.env);
  return isWritten;
};

/** Aborts at the first Ctrl-C, so that the run can clean up, and ends at the second. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitStatuses.interrupted);
    controller.abort();
    printError('\nInterrupted: cleaning up. Press Ctrl-C again to leave at once.');
  };
  for (const signal of endingSignals) process.on(signal, interrupt);
  return controller.signal;
};

/** Brings the baseline up to date where that is asked for; a run that was interrupted says too little for it. */
const finishBaseline = async (
  { baselineUpdate }: Options,
  { signal, baseline }: Given,
  outcomes: readonly BaselineOutcome[],
): Promise<void> => {
  if (!baselineUpdate || baseline === undefined) return;
  if (signal.aborted)
    terminal.write(`\nbaseline: ${visibleLine(baseline.name)} is as it was, since the run was interrupted`);
  else await updateBaselineFile(terminal, baseline, outcomes);
};

const main = async (options: Options): Promise<void> => {
  const contracts = await selectContracts({
    apis: options.api,
    files: options.contract,
    allowRefs: options.allowRefs,
  });
  const known = { contracts, otherApis: await otherApis(contracts) };
  // Until then there is nothing to clean up, and Ctrl-C ends the process as it ends any.
  const signal = interruption();
  const baseline = await commandBaseline(options);
  const given: Given = { signal, baseline };
  const mock = options.target === undefined ? await startOwnMock(options) : null;
  try {
    const plans =
      mock === null
        ? [await planForTarget(known, options.target ?? '', options, given)]
        : await plansForMock(known, mock, options, given);
    if (options.plan) {
      for (const plan of plans) await writePlan(print, plan);
      if (signal.aborted) process.exitCode = exitStatuses.interrupted;
      return;
    }
    const folder = options.report ?? (options.replay === undefined ? 'report' : null);
    if (folder !== null) await prepareReportFolder(folder);
    const ran = await judge(plans, options, { isReported: folder !== null });
    const isReported = await tell(ran, plans, folder, options);
    const isFinished = await afterVerdict(() => finishBaseline(options, given, [...ran.outcomes.values()]));
    process.exitCode = signal.aborted
      ? exitStatuses.interrupted
      : statusAfter(exitStatusOf(ran.report), { isWritten: isReported && isFinished });
  } finally {
    await mock?.close();
  }
};

/** Judges what the words of the command line name. */
export const run = (words: readonly string[]): Promise<void> =>
  runCommand(async () => main(await optionsOf<Options>(program, words)), { ownErrorStatus: exitStatuses.untested });
