/** Cuts a text to a number of UTF-16 code units. A character that is a pair of them is never cut in two: it is left out. */
export const cutText = (text: string, charactersMax: number): string =>
  text.length > charactersMax ? text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/, '') : text;
