import type { FindingsOfCause } from '../../evidence/findings-by-cause.ts';
import { countText } from '../count-text.ts';
import { findingLines } from '../finding-lines.ts';
import type { JudgedRun } from '../judged-run.ts';
import { newsAndKnown } from '../news-and-known.ts';
import { replayLine } from '../replay-command.ts';
import { workflowCommand } from './workflow-command.ts';

/** GitHub shows ten errors and ten warnings of a step, and drops the rest without a word: the last one says how many more there are. */
export const annotationsOfKindMax = 10;

interface Annotation {
  readonly kind: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
}

const annotationOf = (cause: FindingsOfCause, { context }: JudgedRun): Annotation => {
  const [finding] = cause;
  return {
    kind: finding.level === 'MUST' || context.isStrict ? 'error' : 'warning',
    title: `${finding.level} ${finding.clause}`,
    // There is no room for what is done by hand.
    message: findingLines(cause, { repeat: replayLine(finding, context) })
      .filter(({ tells }) => tells !== 'by hand')
      .map(({ text }) => text)
      .join('\n'),
  };
};

const untested = ({ run }: JudgedRun): readonly Annotation[] =>
  run.verdict === 'untested'
    ? [{ kind: 'error', title: `${run.api} could not be judged`, message: run.reason ?? 'nothing was tested' }]
    : [];

const stale = ({ run }: JudgedRun): readonly Annotation[] =>
  run.staleBaseline.length === 0
    ? []
    : [{ kind: 'error', title: `${run.api}: stale baseline`, message: run.staleBaseline.join('\n') }];

const bounded = (annotations: readonly Annotation[]): readonly Annotation[] => {
  if (annotations.length <= annotationsOfKindMax) return annotations;
  const shown = annotations.slice(0, annotationsOfKindMax - 1);
  const [kind] = annotations.map((annotation) => annotation.kind);
  const title = countText(annotations.length - shown.length, 'more annotation');
  return [...shown, { kind: kind ?? 'error', title, message: 'What they would say stands in the report.' }];
};

/** The lines by which a workflow of GitHub's annotates what runs found, one for each cause, as many as are shown. */
export const annotations = (runs: readonly JudgedRun[]): readonly string[] => {
  const all = runs.flatMap((judged) => [
    ...untested(judged),
    ...stale(judged),
    ...newsAndKnown(judged).news.map((cause) => annotationOf(cause, judged)),
  ]);
  const kinds = (['error', 'warning'] as const).map((kind) => all.filter((annotation) => annotation.kind === kind));
  return kinds.flatMap(bounded).map((annotation) => workflowCommand(annotation.kind, annotation));
};
