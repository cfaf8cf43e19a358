import type { Verdict } from '../../evidence/report.ts';
import { verdictWords } from '../verdict-words.ts';
import { type Html, html } from './html.ts';

/** Writes a verdict as a sign and a word. */
export const verdictBadge = (verdict: Verdict): Html => {
  const { sign, name } = verdictWords[verdict];
  return html`<span class="badge" data-verdict="${verdict}"><span aria-hidden="true">${sign}</span> ${name}</span>`;
};
