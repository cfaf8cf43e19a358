import { styleText } from 'node:util';
import type { Operation } from '../../src/contract/api-description.ts';
import { visibleLine } from '../../src/visible.ts';
import type { BaselineOutcome } from '../baseline/judge-baseline.ts';
import type { FindingsOfCause } from '../evidence/findings-by-cause.ts';
import type { ClauseReport, RunReport, Verdict } from '../evidence/report.ts';
import { countText } from './count-text.ts';
import { type FindingLine, findingLines } from './finding-lines.ts';
import type { RunContext } from './judged-run.ts';
import { newsAndKnown } from './news-and-known.ts';
import { replayLine } from './replay-command.ts';
import { unownedText } from './unowned-text.ts';
import { writeBaselineOutcome } from './write-baseline-outcome.ts';

/** Causes whose findings are written out; the report holds all. */
const causesShownMax = 20;
/** Reasons that are written out of the clauses that were not tested, and clauses that are named for each. */
const reasonsShownMax = 4;
const clausesShownMax = 3;

/** Writes lines for people. Styles are left out where the stream shows none. */
export interface Terminal {
  write(line: string): void;
  readonly stream: NodeJS.WriteStream;
}

type Style = Parameters<typeof styleText>[0];

/** A verdict, or that a broken clause is known to be. */
type ShownVerdict = Verdict | 'known';

type ShownClause = Omit<ClauseReport, 'verdict'> & { readonly verdict: ShownVerdict };

const countOf = (clauses: readonly ShownClause[], verdict: ShownVerdict): number =>
  clauses.filter((clause) => clause.verdict === verdict).length;

const headlines: Readonly<Record<RunReport['verdict'], { readonly style: Style; readonly words: string }>> = {
  conformant: { style: 'green', words: 'conformant: no MUST that was tested is broken' },
  nonconformant: { style: 'red', words: 'not conformant' },
  untested: { style: 'yellow', words: 'not judged' },
};

const explanations: readonly (readonly [ShownVerdict, Style, string])[] = [
  ['held', 'green', 'held'],
  ['broken', 'red', 'broken (a MUST: a document states it)'],
  ['warned', 'yellow', 'warned (a SHOULD is broken, or a MUST is in doubt)'],
  ['known', 'dim', 'known to be broken'],
  ['vacuous', 'dim', 'vacuous (nothing in this run met it)'],
  ['untestable', 'yellow', 'untestable (what it takes to test it failed)'],
  ['not-applicable', 'dim', 'not applicable'],
];

/** What is told of a finding without stress. */
const asides: readonly FindingLine['tells'][] = ['source', 'by hand', 'repeat', 'also in'];

/** Writes the findings of one cause. */
const writeFindings = (terminal: Terminal, cause: FindingsOfCause, context: RunContext): void => {
  const [finding] = cause;
  const style = (kind: Style, text: string): string => styleText(kind, text, { stream: terminal.stream });
  const mark = finding.level === 'MUST' ? style('red', '✗ MUST  ') : style('yellow', '! SHOULD');
  terminal.write(`${mark} ${style('bold', visibleLine(finding.clause))}`);
  for (const { tells, text } of findingLines(cause, { repeat: replayLine(finding, context) })) {
    const line = `    ${text}`;
    terminal.write(asides.includes(tells) ? style('dim', line) : line);
  }
};

/** The verdicts that have a column, with its heading. */
const columns = [
  ['held', 'held'],
  ['broken', 'broken'],
  ['warned', 'warned'],
  ['known', 'known'],
  ['untestable', 'untestable'],
  ['vacuous', 'vacuous'],
] as const satisfies readonly (readonly [ShownVerdict, string])[];

/** Writes, operation by operation, how many of its clauses held and how many didn't. Columns of nothing are left out. */
const writeOperations = (terminal: Terminal, clauses: readonly ShownClause[]): void => {
  const shown = columns.filter(([verdict]) => verdict === 'held' || countOf(clauses, verdict) > 0);
  const operations = [...Map.groupBy(clauses, ({ operation }) => visibleLine(operation))];
  const width = Math.max('operation'.length, ...operations.map(([operation]) => operation.length));
  const row = (name: string, cells: readonly string[]): string =>
    `  ${name.padEnd(width)}${cells.map((cell, index) => cell.padStart((shown[index]?.[1].length ?? 0) + 2)).join('')}`;
  const dim = (text: string): string => styleText('dim', text, { stream: terminal.stream });
  terminal.write(
    dim(
      row(
        'operation',
        shown.map(([, heading]) => heading),
      ),
    ),
  );
  for (const [operation, own] of operations) {
    const counts = shown.map(([verdict]) => countOf(own, verdict));
    const line = row(
      operation,
      counts.map((count) => (count === 0 ? '·' : String(count))),
    );
    const isBroken = countOf(own, 'broken') > 0;
    terminal.write(isBroken ? styleText('red', line, { stream: terminal.stream }) : line);
  }
  terminal.write('');
};

/** Where what isn't written out can be read. */
const elsewhere = ({ isReported }: Pick<SummaryContext, 'isReported'>): string =>
  isReported ? 'in the report' : 'which --report FOLDER tells of';

/** Lines that say of the clauses that were not tested why, and which. */
const notTested = (clauses: readonly ShownClause[], context: SummaryContext): readonly string[] =>
  (['untestable', 'not-applicable', 'vacuous'] as const).flatMap((verdict) => {
    const own = clauses.filter(
      (clause) => clause.verdict === verdict && (clause.reason ?? '') !== 'it was not selected',
    );
    const reasons = [...Map.groupBy(own, ({ reason }) => reason ?? '').values()].toSorted(
      (these, those) => those.length - these.length,
    );
    const lines = reasons.slice(0, reasonsShownMax).map((same) => {
      const names = same.slice(0, clausesShownMax).map(({ id }) => visibleLine(id));
      const which = `${names.join(', ')}${same.length > names.length ? ', …' : ''}`;
      return `${same.length} ${verdict.replace('-', ' ')}: ${visibleLine(same[0]?.reason ?? '')} (${which})`;
    });
    const unsaid = reasons.slice(reasonsShownMax).flat().length;
    return unsaid === 0
      ? lines
      : [...lines, `… and ${unsaid} more ${verdict.replace('-', ' ')}, ${elsewhere(context)}`];
  });

/** Writes how many clauses have which verdict, and why some have none. */
const writeCounts = (terminal: Terminal, clauses: readonly ShownClause[], context: SummaryContext): void => {
  const style = (kind: Style, text: string): string => styleText(kind, text, { stream: terminal.stream });
  const counts = explanations.flatMap(([verdict, kind, phrase]) => {
    const count = countOf(clauses, verdict);
    return count === 0 ? [] : [`${style(kind, String(count))} ${phrase}`];
  });
  terminal.write(`  ${countText(clauses.length, 'clause')}: ${counts.join(', ')}`);
  for (const line of notTested(clauses, context)) terminal.write(style('dim', `    ${line}`));
};

/** Completes the headline of a run that the baseline has made other than its clauses are. */
const besides = (
  { verdict, clauses, staleBaseline }: RunReport,
  { known, isStrict }: Pick<RunContext, 'known' | 'isStrict'>,
): string => {
  const isCounted = ({ id, verdict: own }: ClauseReport): boolean =>
    (own === 'broken' || (isStrict && own === 'warned')) && !known.has(id);
  if (verdict === 'conformant' && known.size > 0) return ', besides what is known';
  return verdict === 'nonconformant' && staleBaseline.length > 0 && !clauses.some(isCounted)
    ? ': the baseline is stale'
    : '';
};

/** What a summary says besides what the report holds. */
export interface SummaryContext extends RunContext {
  readonly cases: number;
  /** How many of them held only when nothing else was asked at the same time. */
  readonly passedOnlyInIsolation: number;
  /** Whether one case was repeated, and nothing else. */
  readonly isReplay: boolean;
  /** Whether a report is written, too, which holds all. */
  readonly isReported: boolean;
  /** What became of the baseline, or null where there is none. */
  readonly baseline: BaselineOutcome | null;
  /** Accepted writes to what the run didn't make, as its options permit, by the operation. */
  readonly changed?: ReadonlyMap<Operation, number>;
  /** What was looked at, where nothing was sent. */
  readonly lookedAt?: string;
}

const changedText = (changed: ReadonlyMap<Operation, number>): string => {
  const each = [...changed].map(([{ method, path }, count]) => `${method} ${path} (${count} accepted)`);
  return `  changed what the run did not make, as its options permit: ${visibleLine(each.join(', '))}. Nothing of that is restored.`;
};

/** Writes what a run showed, for someone who has never seen a report. */
export const writeSummary = (terminal: Terminal, run: RunReport, context: SummaryContext): void => {
  const { title, cases, passedOnlyInIsolation, isReplay, baseline } = context;
  // What an update adds to the baseline is told in full, once: somebody has to say why it stays.
  const known = new Map([...context.known].filter(([clause]) => baseline?.added.includes(clause) !== true));
  const clauses = run.clauses.map(
    (clause): ShownClause => (known.has(clause.id) ? { ...clause, verdict: 'known' } : clause),
  );
  const style = (kind: Style, text: string): string => styleText(kind, text, { stream: terminal.stream });
  const { style: colour, words } = headlines[run.verdict];
  terminal.write('');
  terminal.write(`${style('bold', run.api)}  ${visibleLine(title)}  ${style('dim', visibleLine(run.target))}`);
  // Where nothing was found out, there is nothing to count.
  const isJudged = run.clauses.some(({ cases }) => cases > 0);
  if (isJudged && !isReplay) writeOperations(terminal, clauses);
  const { news } = newsAndKnown({ run, context: { ...context, known } });
  for (const cause of news.slice(0, causesShownMax)) writeFindings(terminal, cause, context);
  const hidden = news.slice(causesShownMax).flat().length;
  if (hidden > 0) terminal.write(style('dim', `  … and ${countText(hidden, 'more finding')}, ${elsewhere(context)}`));
  const isRepeated = isReplay && run.reason === null;
  const said =
    isRepeated && run.findings.length === 0
      ? 'not reproduced: the case broke nothing this time'
      : words + besides(run, context);
  terminal.write(`  ${style(colour, style('bold', said))}${run.reason === null ? '' : `: ${visibleLine(run.reason)}`}`);
  if (isJudged && !isReplay) writeCounts(terminal, clauses, context);
  const unowned = unownedText(context.unowned);
  if (unowned !== null) terminal.write(style('yellow', `  ${unowned}`));
  const { changed = new Map<Operation, number>() } = context;
  if (changed.size > 0) terminal.write(style('yellow', changedText(changed)));
  if (baseline !== null) writeBaselineOutcome(terminal, baseline, run.staleBaseline);
  if (!isJudged || isReplay) return;
  terminal.write(
    style(
      'dim',
      context.lookedAt === undefined
        ? `  ${countText(cases, 'case')}, ${countText(run.requests, 'request')} in ${(run.durationMs / 1000).toFixed(1)} s, seed ${run.seed}`
        : `  ${context.lookedAt}`,
    ),
  );
  if (passedOnlyInIsolation > 0) {
    const note = `  ${countText(passedOnlyInIsolation, 'case')} held only when nothing else was asked at the same time: the target may not bear several requests at once`;
    terminal.write(style('yellow', note));
  }
  if (run.leftovers.length > 0) {
    const names = run.leftovers.map(({ resource, path }) => visibleLine(`${resource} ${path}`)).join(', ');
    terminal.write(style('yellow', `  left over, to be deleted by hand: ${names}`));
  }
};
