import { type Html, html } from './html.ts';

/** Writes which clauses are said to be known as broken, and aren't. */
export const staleBaselineMarkup = (clauses: readonly string[]): Html => html`
<p>These are said to be known as broken, but hold after all, or match no clause. They are to be struck out.</p>
<ul class="stale">${clauses.map((clause) => html`<li><code>${clause}</code></li>`)}</ul>`;
