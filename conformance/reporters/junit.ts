import XmlBuilder from 'fast-xml-builder';
import { visible, visibleLine } from '../../src/visible.ts';
import type { ClauseReport, Finding, RunReport } from '../evidence/report.ts';
import { findingLines } from './finding-lines.ts';
import type { JudgedRun, RunContext } from './judged-run.ts';
import { replayLine } from './replay-command.ts';

type XmlElement = Readonly<Record<string, unknown>>;

const builder = new XmlBuilder({
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  format: true,
  suppressEmptyNode: true,
  // An attribute whose value is the word "true" has a value all the same.
  suppressBooleanAttributes: false,
});

/** The first line of a text, for an attribute: parsers make spaces of the other line breaks. */
const line = (text: string): string => visible(text).split('\n')[0] ?? '';

const details = (finding: Finding, context: RunContext): string =>
  findingLines([finding], { repeat: replayLine(finding, context) })
    .map(({ text }) => text)
    .join('\n');

/** What stands in a testcase: nothing where the clause held, or was not strictly promised and is only warned of in a note. */
const outcomeOf = (
  { id, verdict, level, reason }: ClauseReport,
  finding: Finding | undefined,
  { context }: JudgedRun,
): XmlElement => {
  const said = finding === undefined ? '' : details(finding, context);
  const known = context.known.get(id);
  if (known !== undefined) return { skipped: { '@message': line(`known to be broken: ${known}`) }, 'system-out': said };
  const failure = { failure: { '@message': line(finding?.message ?? 'broken'), '@type': level, '#text': said } };
  switch (verdict) {
    case 'held':
      return {};
    case 'broken':
      return failure;
    case 'warned':
      return context.isStrict ? failure : { 'system-out': `warned, a broken SHOULD:\n${said}` };
    case 'untestable':
      if (level === 'MUST') return { error: { '@message': line(reason ?? ''), '@type': verdict } };
      return { skipped: { '@message': line(`${verdict}: ${reason}`) } };
    case 'vacuous':
    case 'not-applicable':
      return { skipped: { '@message': line(`${verdict.replace('-', ' ')}: ${reason}`) } };
    default:
      return verdict satisfies never;
  }
};

const countOf = (cases: readonly XmlElement[], outcome: string): number =>
  cases.filter((testcase) => Object.hasOwn(testcase, outcome)).length;

/** A testcase that says that a run could not be judged, where no clause of it says so: CI looks at testcases alone. */
const unjudged = ({ api, verdict, reason }: RunReport, cases: readonly XmlElement[]): readonly XmlElement[] => {
  if (verdict !== 'untested' || countOf(cases, 'error') > 0) return [];
  const error = { '@message': line(reason ?? 'nothing was tested'), '@type': verdict };
  return [{ '@classname': visibleLine(`${api}.target`), '@name': 'the target could be judged', error }];
};

const testsuite = (judged: JudgedRun): XmlElement => {
  const { run } = judged;
  const findings = new Map(run.findings.map((finding) => [finding.clause, finding]));
  const cases: readonly XmlElement[] = run.clauses.map((clause) => ({
    '@classname': visibleLine(`${run.api}.${clause.operation}`),
    '@name': visibleLine(clause.id),
    ...outcomeOf(clause, findings.get(clause.id), judged),
  }));
  const stale = run.staleBaseline.map((sentence) => ({
    '@classname': visibleLine(`${run.api}.baseline`),
    '@name': line(sentence),
    failure: { '@message': line(sentence), '@type': 'stale baseline' },
  }));
  const all = [...cases, ...stale, ...unjudged(run, cases)];
  return {
    '@name': visibleLine(run.api),
    '@tests': all.length,
    '@failures': countOf(all, 'failure'),
    '@errors': countOf(all, 'error'),
    '@skipped': countOf(all, 'skipped'),
    '@time': (run.durationMs / 1000).toFixed(3),
    '@timestamp': run.startedAt,
    properties: {
      property: [
        { '@name': 'target', '@value': visibleLine(run.target) },
        { '@name': 'seed', '@value': run.seed },
        { '@name': 'verdict', '@value': run.verdict },
      ],
    },
    testcase: all,
    ...(run.reason === null ? {} : { 'system-err': visible(run.reason) }),
  };
};

/** Writes runs as JUnit XML: a testsuite for each API, a testcase for each clause, and one for what else keeps a run from being conformant. */
export const junitReport = (runs: readonly JudgedRun[]): string =>
  builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': 'conformance', testsuite: runs.map(testsuite) },
  });
