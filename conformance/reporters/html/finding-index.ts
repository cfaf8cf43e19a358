import type { Cause } from '../../evidence/by-cause.ts';
import { type Html, html } from './html.ts';
import { shortened } from './shortened.ts';
import { verdictBadge } from './verdict-badge.ts';

/** Fewer findings than that are seen at a glance as they stand. */
const indexedMin = 4;

/** Writes the findings as a list of links, where there are many. */
export const findingIndex = (causes: readonly Cause[], idOf: (index: number) => string): Html | null => {
  if (causes.length < indexedMin) return null;
  const items = causes.map(([finding], index) => {
    const badge = verdictBadge(finding.level === 'MUST' ? 'broken' : 'warned');
    return html`<li>${badge}<a href="#${idOf(index)}">${shortened(finding.clause)}</a><span class="message-line">${shortened(finding.message)}</span></li>`;
  });
  return html`<ol class="index">${items}</ol>`;
};
