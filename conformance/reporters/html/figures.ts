import type { RunReport, Verdict } from '../../evidence/report.ts';
import { verdictsByWeight, verdictWords } from '../verdict-words.ts';
import { type Html, html } from './html.ts';

/** How wide the bar is in its own units. */
const barWidth = 1_000;

interface Count {
  readonly verdict: Verdict;
  readonly count: number;
}

/** Draws how many clauses have which verdict. The figures beside it say the same. */
const bar = (counts: readonly Count[], total: number): Html => {
  const widthOf = ({ count }: Count): number => (count / Math.max(1, total)) * barWidth;
  const rects = counts.map((one, index) => {
    const from = counts.slice(0, index).reduce((sum, earlier) => sum + widthOf(earlier), 0);
    const [x, width] = [from.toFixed(2), widthOf(one).toFixed(2)];
    return html`<rect data-verdict="${one.verdict}" x="${x}" y="0" width="${width}" height="8"></rect>`;
  });
  return html`<svg class="bar" viewBox="0 0 ${barWidth} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects}</svg>`;
};

/** Whether findings tell of the clauses with a verdict. */
const isTold = (verdict: Verdict): boolean => verdict === 'broken' || verdict === 'warned';

/** Writes how many clauses of a run have which verdict, each figure with a link to them, or to what was found. */
export const figuresMarkup = ({ clauses }: RunReport, id: string): Html => {
  const counts = verdictsByWeight.map((verdict) => ({
    verdict,
    count: clauses.filter((clause) => clause.verdict === verdict).length,
  }));
  const tiles = counts.map(({ verdict, count }) => {
    const { sign, name, means } = verdictWords[verdict];
    const number = html`<span class="number"><span class="sign" aria-hidden="true">${sign}</span> ${count.toLocaleString('en')}</span> <span class="name">${name}</span>`;
    const head =
      count === 0
        ? html`<div class="figure-head">${number}</div>`
        : isTold(verdict)
          ? html`<a class="figure-head" href="#${id}-findings">${number}</a>`
          : html`<a class="figure-head" href="#${id}-clauses" data-filter="${id}" data-verdict="${verdict}">${number}</a>`;
    return html`<li class="figure${count === 0 ? ' zero' : ''}" data-figure="${verdict}">${head}<span class="means">${means}</span></li>`;
  });
  return html`${bar(counts, clauses.length)}<ul class="figures">${tiles}</ul>`;
};
