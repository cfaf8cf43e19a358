import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import type { Baseline } from '../../conformance/baseline/baseline.ts';
import type { BaselineOutcome } from '../../conformance/baseline/judge-baseline.ts';
import { causesIn } from '../../conformance/evidence/cause.ts';
import type { Report } from '../../conformance/evidence/report.ts';
import type { RunOptions } from '../../conformance/options.ts';
import { type Plan, planRun } from '../../conformance/plan.ts';
import { exitStatuses, exitStatusOf } from '../../conformance/reporters/exit-status.ts';
import { tellGithub } from '../../conformance/reporters/github/github.ts';
import { muteCommands } from '../../conformance/reporters/github/mute-commands.ts';
import type { RunContext } from '../../conformance/reporters/judged-run.ts';
import { writePlan } from '../../conformance/reporters/plan.ts';
import { prepareReportFolder } from '../../conformance/reporters/report-folder.ts';
import { type Terminal, writeSummary } from '../../conformance/reporters/terminal.ts';
import { writeReports } from '../../conformance/reporters/write-reports.ts';
import { conformAll } from '../../conformance/run-conformance.ts';
import { matchesAny } from '../../conformance/selection.ts';
import type { Contract } from '../contract/contract.ts';
import { madeUpOwnerValues } from '../contract/owner-values.ts';
import { selectContracts } from '../contract/select-contracts.ts';
import { UsageError } from '../contract/usage-error.ts';
import { toolName } from '../tool-name.ts';
import { commandBaseline, updateBaselineFile } from './command-baseline.ts';
import { createProgress } from './progress.ts';
import { collected, numberOption, optionsOf, runCommand, usageStatus } from './run-command.ts';

interface Options {
  readonly target?: string;
  readonly api?: readonly string[];
  readonly contract?: readonly string[];
  readonly token?: string;
  readonly apiKey?: string;
  readonly header?: readonly string[];
  readonly set?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly readOnly?: boolean;
  readonly plan?: boolean;
  readonly runs?: number;
  readonly budget?: number;
  readonly rate?: number;
  readonly timeout?: number;
  readonly seed?: number;
  readonly replay?: string;
  readonly strict?: boolean;
  readonly baseline?: string;
  readonly baselineUpdate?: boolean;
  readonly report?: string;
}

const program = new Command('npm run conformance --')
  .description(
    'Judges a server by a contract: sends requests that the contract permits and ones that break a single clause of it, and says which promises hold.',
  )
  .usage('[options]')
  .option('--target <url>', "what stands for the contract's server URL; without it, the built-in mock on a free port")
  .option('--api <id>', 'a built-in contract (repeatable without --target)', collected)
  .option('--contract <file>', 'a contract file (repeatable without --target)', collected)
  .option('--token <token>', 'Bearer token; better from WEBHOOK_CONTRACTS_TOKEN')
  .option('--api-key <key>', 'API key; better from WEBHOOK_CONTRACTS_API_KEY')
  .option('--header <header>', "a further header, as 'Name: value' (repeatable)", collected)
  .option('--set <name=values>', 'values that only the owner knows, separated by commas (repeatable)', collected)
  .option('--only <glob>', 'only these clauses or operations; * stands for anything (repeatable)', collected)
  .option('--skip <glob>', 'not these clauses or operations (repeatable)', collected)
  .option('--read-only', 'send nothing that writes')
  .option('--plan', 'say what would be sent, and send nothing')
  .option('--runs <n>', 'values per check', numberOption('--runs'))
  .option('--budget <seconds>', 'begin no further check after so long', numberOption('--budget'))
  .option('--rate <rps>', "requests a second (10 where the target isn't on loopback)", numberOption('--rate'))
  .option('--timeout <ms>', 'how long an answer may take', numberOption('--timeout'))
  .option('--seed <n>', 'repeat the choices of an earlier run', numberOption('--seed'))
  .option('--replay <line>', 'repeat one counterexample, as a finding names it')
  .option('--strict', 'a broken SHOULD fails the run too')
  .option(
    '--baseline <file>',
    'clauses known to be broken; one that holds after all, or matches nothing, fails the run',
  )
  .option('--baseline-update', 'bring the file of --baseline up to date with what the run shows')
  .option(
    '--report <folder>',
    'where report.html, report.json and junit.xml are written (default: report; for --replay: nowhere)',
  )
  .addHelpText(
    'after',
    `
Exit status: 0 conformant, 1 a clause is broken or a line of the baseline stale, 2 the command is wrong, 3 the target could not be judged, 130 interrupted.

Examples:
  npm run conformance
  npm run conformance -- --api ID --target http://127.0.0.1:4010/ID --token t
  npm run conformance -- --contract ./my-api.yaml --target https://staging.example.com --read-only`,
  );

const pairs = (values: readonly string[], option: string, separator: string): [string, string][] =>
  values.map((value) => {
    const at = value.indexOf(separator);
    if (at > 0) return [value.slice(0, at).trim(), value.slice(at + 1).trim()];
    throw new UsageError(
      `${option} ${JSON.stringify(value)} has no ${separator === '=' ? 'equals sign' : 'colon'}. Give NAME${separator}VALUE.`,
    );
  });

/** What runs are given besides what the options say. */
interface Given {
  readonly signal: AbortSignal;
  readonly baseline: Baseline | undefined;
}

const runOptionsOf = (options: Options, given: Given): Omit<RunOptions, 'target'> => ({
  token: options.token ?? process.env.WEBHOOK_CONTRACTS_TOKEN,
  apiKey: options.apiKey ?? process.env.WEBHOOK_CONTRACTS_API_KEY,
  headers: Object.fromEntries(pairs(options.header ?? [], '--header', ':')),
  set: Object.fromEntries(pairs(options.set ?? [], '--set', '=').map(([name, values]) => [name, values.split(',')])),
  only: options.only,
  skip: options.skip,
  readOnly: options.readOnly,
  runs: options.runs,
  budgetSeconds: options.budget,
  requestsPerSecond: options.rate,
  timeoutMs: options.timeout,
  seed: options.seed,
  replay: options.replay,
  strict: options.strict,
  ...given,
});

/** Plans to judge the built-in mock by each contract that it serves, or those that the options speak of. */
const plansForMock = (contracts: readonly Contract[], mock: RunningMock, options: Options, own: Given): Plan[] => {
  const given = { ...runOptionsOf(options, own), token: mock.token, apiKey: mock.apiKey };
  const { only = [], skip = [] } = options;
  const replayed = options.replay?.split('/')[0];
  const meant = contracts.filter(
    (contract) =>
      (only.length === 0 || matchesAny(contract, only)) && (replayed === undefined || contract.id === replayed),
  );
  // Where nothing is meant, the first contract says what is wrong with the option.
  return (meant.length > 0 ? meant : contracts.slice(0, 1)).map((contract, index) => {
    const matching = (globs: readonly string[]): readonly string[] => {
      const here = globs.filter((glob) => matchesAny(contract, [glob]));
      return globs.every((glob) => contracts.some((one) => matchesAny(one, [glob]))) ? here : globs;
    };
    const target = `${mock.url}/${contract.id}`;
    const set = { ...madeUpOwnerValues(contract), ...given.set };
    const scope = { contracts, tellsUnmatched: index === 0, isUpdated: options.baselineUpdate ?? false };
    return planRun(contract, { ...given, set, only: matching(only), skip: matching(skip), target }, scope);
  });
};

const planForTarget = (contracts: readonly Contract[], target: string, options: Options, given: Given): Plan => {
  const [contract, ...others] = contracts;
  if (contract === undefined || others.length > 0) {
    throw new UsageError(
      `A target is judged by one contract. Say which with --api: ${contracts.map(({ id }) => id).join(', ')}.`,
    );
  }
  const scope = { contracts, tellsUnmatched: true, isUpdated: options.baselineUpdate ?? false };
  return planRun(contract, { ...runOptionsOf(options, given), target }, scope);
};

interface RunningMock {
  readonly url: string;
  readonly token: string;
  readonly apiKey: string;
  close(): Promise<void>;
}

/** Starts the built-in mock on a free port, with credentials made for the occasion. */
const startOwnMock = async ({ api, contract }: Options): Promise<RunningMock> => {
  const token = randomBytes(credentialBytes).toString('hex');
  const apiKey = randomBytes(credentialBytes).toString('hex');
  // Loaded for this alone: it takes a second, and whoever judges another server has no need of it.
  const { startMock } = await import('../mock/start-mock.ts');
  const mock = await startMock({ apis: api, contracts: contract, port: 0, token, apiKey });
  return { url: mock.url, token, apiKey, close: () => mock.close() };
};

const credentialBytes = 16;

const quoted = (word: string): string => (/^[\w./:=@%+,*-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The command that repeats a run as carefully as it was made, without what is secret. */
const commandOf = (options: Options, contract: Contract): string => {
  const words = ['npm run conformance --'];
  if (options.contract === undefined) words.push(`--api ${contract.id}`);
  for (const file of options.contract ?? []) words.push(`--contract ${quoted(file)}`);
  if (options.target !== undefined) words.push(`--target ${quoted(options.target)}`);
  for (const set of options.set ?? []) words.push(`--set ${quoted(set)}`);
  for (const header of options.header ?? []) words.push(`--header ${quoted(`${header.split(':')[0]}: …`)}`);
  if (options.readOnly) words.push('--read-only');
  if (options.rate !== undefined) words.push(`--rate ${options.rate}`);
  if (options.timeout !== undefined) words.push(`--timeout ${options.timeout}`);
  return words.join(' ');
};

const write = (text: string): void => void process.stdout.write(`${text}\n`);

const terminal: Terminal = { stream: process.stdout, write };

const contextOf = ({ contract, settings }: Plan, options: Options, baseline: BaselineOutcome | null): RunContext => ({
  title: contract.title,
  command: commandOf(options, contract),
  isStrict: settings.strict,
  causeOf: causesIn(contract),
  known: new Map([...(baseline?.known ?? [])].map(([clause, { reason }]) => [clause, reason])),
});

const run = async (
  plans: readonly Plan[],
  options: Options,
): Promise<{ readonly report: Report; readonly outcomes: ReadonlyMap<string, BaselineOutcome> }> => {
  const outcomes = new Map<string, BaselineOutcome>();
  const line = createProgress(process.stderr, { budgetSeconds: options.budget });
  const unmute = muteCommands(write, process.env);
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
          heldAlone: value.heldAlone,
          isReplay: options.replay !== undefined,
          baseline: value.baseline,
        });
      }
    }
  } finally {
    line.stop();
    unmute();
  }
};

/** Tells of a report whoever didn't watch: in files, and in the workflow that this runs in. */
const tell = async (
  { report, outcomes }: { readonly report: Report; readonly outcomes: ReadonlyMap<string, BaselineOutcome> },
  plans: readonly Plan[],
  folder: string | null,
  options: Options,
): Promise<void> => {
  const runs = report.runs.flatMap((judged) => {
    const plan = plans.find(({ contract }) => contract.id === judged.api);
    return plan === undefined
      ? []
      : [{ run: judged, context: contextOf(plan, options, outcomes.get(judged.api) ?? null) }];
  });
  if (folder !== null) write(`\nreport: ${(await writeReports(folder, report, runs)).join(', ')}`);
  await tellGithub(write, runs, process.env);
};

/** Aborts at the first Ctrl-C, so that the run can clean up, and ends at the second. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitStatuses.interrupted);
    controller.abort();
    process.stderr.write('\nInterrupted: cleaning up. Press Ctrl-C again to leave at once.\n');
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
};

/** Brings the baseline up to date where that is asked for; a run that was interrupted says too little for it. */
const finishBaseline = async (
  { baselineUpdate }: Options,
  { signal, baseline }: Given,
  outcomes: readonly BaselineOutcome[],
): Promise<void> => {
  if (!baselineUpdate || baseline === undefined) return;
  if (signal.aborted) terminal.write(`\nbaseline: ${baseline.name} is as it was, since the run was interrupted`);
  else await updateBaselineFile(terminal, baseline, outcomes);
};

const main = async (options: Options): Promise<void> => {
  const signal = interruption();
  const contracts = await selectContracts({ apis: options.api, files: options.contract });
  const baseline = await commandBaseline(options);
  const given: Given = { signal, baseline };
  const mock = options.target === undefined ? await startOwnMock(options) : null;
  try {
    const plans =
      mock === null
        ? [planForTarget(contracts, options.target ?? '', options, given)]
        : plansForMock(contracts, mock, options, given);
    if (options.plan) {
      for (const plan of plans) writePlan(write, plan);
      return;
    }
    const folder = options.report ?? (options.replay === undefined ? 'report' : null);
    if (folder !== null) await prepareReportFolder(folder);
    const ran = await run(plans, options);
    await finishBaseline(options, given, [...ran.outcomes.values()]);
    await tell(ran, plans, folder, options);
    process.exitCode = signal.aborted ? exitStatuses.interrupted : exitStatusOf(ran.report);
  } finally {
    await mock?.close();
  }
};

program.version(await toolName());
program.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : usageStatus));
await runCommand(async () => main(optionsOf<Options>(program)), { ownErrorStatus: exitStatuses.untested });
