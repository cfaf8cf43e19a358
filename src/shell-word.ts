/** Quotes a text for a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Quotes a word for a POSIX shell, where it has to be. */
export const shellWord = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : quoted(word));
