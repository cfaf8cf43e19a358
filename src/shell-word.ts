/**
 * What a terminal, or the editor of a shell's line, takes for a command of its own when it is pasted, and what can't be seen: control
 * characters, tabs and line breaks among them, marks of direction, separators. The joiners that emoji and scripts need are none.
 */
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]+/u;

/** Writes text as octal escapes of its bytes, which means the same in every locale (POSIX.1-2024, 2.2.4). */
const escaped = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** Quotes a text for a POSIX shell. What isn't safe to paste is written as escapes, between which all else can be read. Half of a character is none in UTF-8, and becomes a replacement, as it does where it is sent. */
export const quoted = (text: string): string => {
  const plain = (part: string): string => `'${part.replaceAll("'", `'\\''`)}'`;
  const wellFormed = text.toWellFormed();
  // Most words have nothing to escape.
  if (!unsafe.test(wellFormed)) return plain(wellFormed);
  return wellFormed
    .split(new RegExp(`(${unsafe.source})`, 'u'))
    .map((part, index) => (index % 2 === 1 ? `$'${escaped(part)}'` : part === '' ? '' : plain(part)))
    .join('');
};

/** Quotes a word for a POSIX shell, where it has to be. */
export const shellWord = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : quoted(word));

/** What the escape of NUL is: no word of a command line holds that character. */
const nul = /\$'(\\\d{3})*?\\000/;

/** A line that does nothing where it is pasted. */
const unavailable = '# not available: no command line can hold the character U+0000';

/** A line of words for a shell as it is, or one in its place that says that there is none. */
export const shellLine = (line: string): string => (nul.test(line) ? unavailable : line);

/** Whether a line can be pasted without harm, whoever wrote it. */
export const isSafeToPaste = (line: string): boolean => !unsafe.test(line) && line.isWellFormed();
