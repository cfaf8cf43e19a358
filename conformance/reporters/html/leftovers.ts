import type { Leftover } from '../../evidence/report.ts';
import { type Html, html } from './html.ts';
import { longText } from './long-text.ts';

/** Writes what a run made and could not delete again. */
export const leftoversMarkup = (leftovers: readonly Leftover[]): Html => html`
<p>The run made these and could not delete them. They are to be deleted by hand.</p>
<ul class="leftovers">${leftovers.map(
  ({ resource, path }) => html`<li>${resource} <code>${longText(path)}</code></li>`,
)}</ul>`;
