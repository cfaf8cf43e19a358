import { exactly, type Html, html } from './html.ts';
import { longText } from './long-text.ts';

/** Writes a line for a shell, with a button that copies it. */
export const copiedLine = (label: string, line: string): Html => html`<div class="line">
<span class="label">${label}</span>
<code>${longText(line)}</code>
<button type="button" class="copy" data-copy="${exactly(line)}" hidden>Copy<span class="unseen"> the line: ${label}</span></button>
</div>`;
