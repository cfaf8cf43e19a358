import { alsoIn } from '../also-in.ts';
import { countText } from '../count-text.ts';
import type { JudgedRun, RunContext } from '../judged-run.ts';
import { newsAndKnown } from '../news-and-known.ts';
import { unownedText } from '../unowned-text.ts';
import { runVerdictWords, verdictsByWeight, verdictWords } from '../verdict-words.ts';
import { markdownText } from './markdown-text.ts';

/** Findings of one API that are written out: GitHub takes 1 MiB of a step, and nobody reads more than this on that page. */
export const summarizedFindingsMax = 20;

const figures = (runs: readonly JudgedRun[]): readonly string[] => {
  const names = verdictsByWeight.map((verdict) => verdictWords[verdict].name);
  const rows = runs.map(({ run }) => {
    const counts = verdictsByWeight.map((one) => run.clauses.filter(({ verdict }) => verdict === one).length);
    const { sign, name } = runVerdictWords[run.verdict];
    return `| ${[markdownText(run.api), `${sign} ${name}`, ...counts].join(' | ')} |`;
  });
  return [
    `| ${['API', 'verdict', ...names].join(' | ')} |`,
    `|${' --- |'.repeat(2)}${' --: |'.repeat(names.length)}`,
    ...rows,
  ];
};

const knownText = (clause: string, { known }: RunContext): string => {
  const reason = known.get(clause);
  return reason === undefined ? '' : ` (known: ${markdownText(reason)})`;
};

const findingsOf = (judged: JudgedRun): readonly string[] => {
  const { run, context } = judged;
  const { news, known } = newsAndKnown(judged);
  const causes = [...news, ...known];
  const shown = causes
    .slice(0, summarizedFindingsMax)
    .map((cause) => ({ cause, finding: cause[0] }))
    .flatMap(({ cause, finding }) => [
      `- **${finding.level}** <code>${markdownText(finding.clause)}</code>${knownText(finding.clause, context)}  `,
      `  ${markdownText(finding.message)}  `,
      `  expected <code>${markdownText(finding.expected)}</code>, received <code>${markdownText(finding.received)}</code>`,
      ...(finding.source === null
        ? []
        : [`  > ${markdownText(finding.source.title)}: “${markdownText(finding.source.says)}”`, '']),
      ...(cause.length === 1 ? [] : [`  also in ${markdownText(alsoIn(cause))}`]),
    ]);
  const hidden = run.findings.length - causes.slice(0, summarizedFindingsMax).flat().length;
  return hidden > 0 ? [...shown, '', `… and ${countText(hidden, 'more finding')} in the report.`] : shown;
};

/** What a green run could hide: what was not sent, and what has to be deleted by hand. */
const notesOf = ({ run, context }: JudgedRun): readonly string[] => [
  ...[unownedText(context.unowned) ?? []].flat(),
  ...(run.leftovers.length === 0
    ? []
    : [
        `Left over, to be deleted by hand: ${run.leftovers.map(({ resource, path }) => `${resource} ${path}`).join(', ')}.`,
      ]),
];

const runSection = (judged: JudgedRun): readonly string[] => {
  const { run, context } = judged;
  const { sign, name } = runVerdictWords[run.verdict];
  const made = `${countText(run.requests, 'request')} in ${(run.durationMs / 1000).toFixed(1)} s, seed ${run.seed}`;
  return [
    '',
    `### ${sign} ${markdownText(run.api)}: ${name}`,
    '',
    `${markdownText(context.title)}, <code>${markdownText(run.target)}</code>, ${made}`,
    '',
    ...(run.reason === null ? [] : [markdownText(run.reason), '']),
    ...run.staleBaseline.map((sentence) => `- stale baseline: ${markdownText(sentence)}`),
    ...findingsOf(judged),
    ...notesOf(judged).flatMap((note) => ['', markdownText(note)]),
  ];
};

/** Writes what runs showed in Markdown, for the summary of a step of GitHub's. */
export const stepSummary = (runs: readonly JudgedRun[]): string =>
  ['## Conformance', '', ...figures(runs), ...runs.flatMap(runSection), '', ''].join('\n');
