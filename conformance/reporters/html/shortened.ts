import { cutText } from '../../../src/cut-text.ts';

/** More than a line of a heading or a summary holds. */
const charactersMax = 200;

/** Cuts a text that stands where nothing can be folded. The whole stands elsewhere. */
export const shortened = (text: string): string =>
  text.length > charactersMax ? `${cutText(text, charactersMax)}…` : text;
