/** Characters that show as nothing, or that change how what stands around them is shown; but tabs, line breaks, and the joiners that emoji and scripts need. */
const unseen = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

const codePointOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/**
 * Gives a text in which every character can be seen: a control character, a mark that turns the direction of writing, half of a surrogate pair
 * are written as `‹U+202E›`. What is left may stand in XML, in HTML and on a terminal. CRLF is a line break like any other.
 */
export const visible = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(unseen, (character) => `‹U+${codePointOf(character)}›`);
