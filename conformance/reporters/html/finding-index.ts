import type { FindingsOfCause } from '../../evidence/findings-by-cause.ts';
import { type Html, html } from './html.ts';
import { levelBadge } from './level-badge.ts';
import { shortened } from './shortened.ts';

/** Writes the findings as a list of links, each with where and what is wrong. */
export const findingIndex = (causes: readonly FindingsOfCause[], idOf: (index: number) => string): Html => {
  const items = causes.map(
    ([finding], index) =>
      html`<li>${levelBadge(finding)}<a href="#${idOf(index)}"><b>${finding.operation}</b> ${shortened(finding.message)}</a><code>${shortened(finding.clause)}</code></li>`,
  );
  return html`<ol class="index">${items}</ol>`;
};
