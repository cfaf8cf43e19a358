import type { JudgedRun } from '../judged-run.ts';
import { runVerdictWords } from '../verdict-words.ts';
import { type Html, html } from './html.ts';

/** The id by which a page names a run. */
export const runId = (index: number): string => `run-${index + 1}`;

const links = ({ run }: JudgedRun, id: string): readonly Html[] => [
  ...(run.findings.length === 0 ? [] : [html`<li><a href="#${id}-wrong">What is wrong</a></li>`]),
  ...(run.clauses.length === 0 ? [] : [html`<li><a href="#${id}-matrix">Operations</a></li>`]),
  ...(run.findings.length === 0 ? [] : [html`<li><a href="#${id}-findings">Findings</a> ${run.findings.length}</li>`]),
  ...(run.leftovers.length === 0
    ? []
    : [html`<li><a href="#${id}-leftovers">Left over</a> ${run.leftovers.length}</li>`]),
  ...(run.staleBaseline.length === 0
    ? []
    : [html`<li><a href="#${id}-stale">Stale baseline</a> ${run.staleBaseline.length}</li>`]),
  html`<li><a href="#${id}-clauses">Clauses</a> ${run.clauses.length}</li>`,
];

/** Writes the table of contents: each run with its verdict and its parts. */
export const contentsMarkup = (runs: readonly JudgedRun[]): Html => {
  const items = runs.map((judged, index) => {
    const { sign, name } = runVerdictWords[judged.run.verdict];
    const id = runId(index);
    return html`<li data-run-verdict="${judged.run.verdict}"><a class="api" href="#${id}">${judged.run.api}</a>
<span class="run-verdict"><span aria-hidden="true">${sign}</span> ${name}</span><ul>${links(judged, id)}</ul></li>`;
  });
  return html`<nav class="contents" aria-label="Contents"><ol>${items}</ol></nav>`;
};
