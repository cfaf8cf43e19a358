import { cutText } from '../../../src/cut-text.ts';
import { visible } from '../../../src/visible.ts';

/** How much of a text is shown: the report holds the whole. */
const charactersMax = 500;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '&#64;' };

/** Writes a text as one line of Markdown that means just that text: no markup, no HTML, no mention of anybody. */
export const markdownText = (text: string): string => {
  const line = visible(text).replaceAll(/\s+/g, ' ').trim();
  const shown = line.length > charactersMax ? `${cutText(line, charactersMax)}…` : line;
  return shown
    .replaceAll(/[&<>@]/g, (character) => entities[character] ?? character)
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~$:]/g, '\\$&');
};
