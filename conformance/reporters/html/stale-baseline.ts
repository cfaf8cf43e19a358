import { type Html, html } from './html.ts';

/** Writes which lines of the baseline are stale, a sentence each. */
export const staleBaselineMarkup = (sentences: readonly string[]): Html => html`
<p>These lines of the baseline have to go, or to be renewed.</p>
<ul class="stale">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
