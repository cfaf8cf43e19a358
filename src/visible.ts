/** Characters that show as nothing, or that change how what stands around them is shown; but tabs, and the joiners that emoji and scripts need. */
const unseen = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

const hexOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

const marked = (character: string): string => `‹U+${hexOf(character)}›`;

/**
 * A text in which every character can be seen: a control character, a mark that turns the direction of writing, half of a surrogate pair
 * are written as `‹U+202E›`. What is left may stand in XML, in HTML and on a terminal. CRLF is a line break like any other.
 */
export const visible = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(unseen, (character) => (character === '\n' ? character : marked(character)));

/** The same on one line: a line break in a name, say, can't begin a line of ours, and is seen. */
export const visibleLine = (text: string): string => text.replaceAll(unseen, marked);

/** Writes JSON in which every character can be seen, and which says exactly the same. */
export const visibleJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent)
    .replaceAll(unseen, (character) =>
      character === '\n'
        ? character
        : character
            .split('')
            .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
            .join(''),
    )
    // GitHub's runner would take it for the beginning of a command (`src/cli/output.ts`).
    .replaceAll('##[', '#\\u0023[');
