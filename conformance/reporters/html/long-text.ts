import { cutText } from '../../../src/cut-text.ts';
import { type Html, html } from './html.ts';

/** More of one line than anybody reads; the rest is folded. */
const charactersShownMax = 400;

/** Writes a text, the end of which is folded where it is long. */
export const longText = (text: string): Html => {
  if (text.length <= charactersShownMax * 1.25) return html`${text}`;
  const shown = cutText(text, charactersShownMax);
  const rest = text.slice(shown.length);
  return html`${shown}<details class="rest"><summary>… ${rest.length.toLocaleString('en')} more characters</summary>${rest}</details>`;
};
