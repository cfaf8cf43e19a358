import { Command } from 'commander';
import { causeOfClause } from '../../conformance/evidence/cause-of-clause.ts';
import { readHar } from '../../conformance/recorded/har.ts';
import { judgeRecorded, type RecordedOutcome } from '../../conformance/recorded/judge-recorded.ts';
import { countText } from '../../conformance/reporters/count-text.ts';
import { muteCommands } from '../../conformance/reporters/github/mute-commands.ts';
import type { RunContext } from '../../conformance/reporters/judged-run.ts';
import { prepareReportFolder } from '../../conformance/reporters/report-folder.ts';
import { writeSummary } from '../../conformance/reporters/terminal.ts';
import { writeReports } from '../../conformance/reporters/write-reports.ts';
import { contractOf } from '../../conformance/run/run-conformance.ts';
import type { Contract } from '../clauses/contract.ts';
import { UsageError } from '../document/usage-error.ts';
import { invocation } from '../invocation.ts';
import { shellWord } from '../shell-word.ts';
import { toolName } from '../tool-name.ts';
import { visibleLine } from '../visible.ts';
import { allowedReferences, allowRefsOption } from './contract-options.ts';
import { exitStatuses, exitStatusOf } from './exit-status.ts';
import { print, printCommand } from './output.ts';
import { numberOption, optionsOf, runCommand } from './run-command.ts';
import { statusAfter, tellReports } from './tell-reports.ts';

interface Options {
  readonly har?: string;
  readonly api?: string;
  readonly contract?: string;
  readonly allowRefs?: readonly string[];
  readonly target?: string;
  readonly replay?: number;
  readonly strict?: boolean;
  readonly report?: string;
}

const name = invocation('check');

const program = new Command(name)
  .description('Judges recorded traffic by a contract, and sends nothing: what browsers and proxies export as HAR.')
  .usage('--har FILE --api ID [options]')
  .option('--har <file>', 'the recorded traffic, HAR 1.2')
  .option('--api <id>', 'a built-in contract')
  .option('--contract <file>', 'a contract file')
  .addOption(allowRefsOption())
  .option(
    '--target <url>',
    "what stood for the contract's server URL (default: that URL); other exchanges are passed over",
  )
  .option('--replay <entry>', 'only this exchange of the file, as a finding names it', numberOption('--replay'))
  .option('--strict', 'a broken SHOULD fails, too')
  .option('--report <folder>', 'where report.html, report.json and junit.xml are written (default: nowhere)')
  .addHelpText(
    'after',
    `
What takes requests made for the purpose isn't judged: what a resource promises over several requests, and credentials.
Exit status: 0 conformant, 1 a MUST is broken (with --strict: or a SHOULD), 2 the command is wrong, 3 nothing of the file could be judged.

Example:
  ${name} --api ID --har ./recorded.har --target https://staging.example.com`,
  );

/** The command that judges the same again. */
const commandOf = ({ har = '', api, contract, allowRefs, target, strict }: Options, { id }: Contract): string =>
  [
    name,
    ...(contract === undefined || api !== undefined ? [`--api ${id}`] : []),
    ...(contract === undefined ? [] : [`--contract ${shellWord(contract)}`]),
    ...allowedReferences(allowRefs),
    `--har ${shellWord(har)}`,
    ...(target === undefined ? [] : [`--target ${shellWord(target)}`]),
    ...(strict ? ['--strict'] : []),
  ].join(' ');

const lookedAt = ({ judged, passedOver }: RecordedOutcome): string =>
  [
    `${countText(judged, 'exchange')} judged`,
    ...[...passedOver].map(([why, count]) => `${count.toLocaleString('en')} passed over: ${visibleLine(why)}`),
  ].join('; ');

const main = async (options: Options): Promise<void> => {
  const { har, api, contract: file, allowRefs, replay: entry, strict = false, report: folder } = options;
  if (har === undefined) throw new UsageError('Give the recorded traffic: --har FILE.');
  const contract = await contractOf({ api, contract: file, allowRefs });
  const target = options.target ?? contract.server;
  if (target === null)
    throw new UsageError(
      `${contract.title} names no server. Give --target, the URL that the recorded paths are below.`,
    );
  const recording = await readHar(har);
  if (entry !== undefined && !recording.exchanges.some((one) => one.entry === entry))
    throw new UsageError(
      `--replay ${entry} is no exchange that can be read of ${har}, which has ${recording.entries} entries, counted from 0.`,
    );
  if (folder !== undefined) await prepareReportFolder(folder);
  const outcome = judgeRecorded(contract, recording, { target, entry, strict });
  const run = outcome.report;
  const context: RunContext = {
    title: contract.title,
    command: commandOf(options, contract),
    isStrict: strict,
    causeOf: causeOfClause(contract),
    known: new Map(),
  };
  const unmute = muteCommands(printCommand, process.env);
  writeSummary({ stream: process.stdout, write: print }, run, {
    ...context,
    cases: 0,
    passedOnlyInIsolation: 0,
    isReplay: entry !== undefined,
    isReported: folder !== undefined,
    baseline: null,
    lookedAt: lookedAt(outcome),
  });
  unmute();
  // Where nothing was judged, the summary counts nothing, and this is what helps.
  if (outcome.judged === 0) print(`  ${lookedAt(outcome)}`);
  const report = { version: 1, tool: await toolName(), runs: [run] } as const;
  const isWritten = folder === undefined || tellReports(await writeReports(folder, report, [{ run, context }]));
  process.exitCode = statusAfter(exitStatusOf(report), { isWritten });
};

/** Judges the recorded traffic that the words of the command line name. */
export const run = (words: readonly string[]): Promise<void> =>
  runCommand(async () => main(await optionsOf<Options>(program, words)), { ownErrorStatus: exitStatuses.untested });
