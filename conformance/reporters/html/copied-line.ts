import { isSafeToPaste } from '../../../src/shell-word.ts';
import { type Html, html } from './html.ts';
import { longText } from './long-text.ts';

/** A button that copies a line. None stands beside a line that would do more than it shows where it is pasted. */
const copyButton = (label: string, line: string): Html | null =>
  isSafeToPaste(line)
    ? html`<button type="button" class="copy" data-copy="${line}" hidden>Copy<span class="unseen"> the line: ${label}</span></button>`
    : null;

/** Writes a line for a shell, with a button that copies it. */
export const copiedLine = (label: string, line: string): Html => html`<div class="line">
<span class="label">${label}</span>
<code>${longText(line)}</code>
${copyButton(label, line)}
</div>`;
