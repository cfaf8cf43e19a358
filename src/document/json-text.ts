import type { JsonValue } from './document.ts';

/** The value that a JSON text stands for (RFC 8259), or undefined where it is none. */
export const jsonValueOf = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
};

/** How deep the JSON of a request may nest that the mock or a flaw reads: deeper than any API's, shallow enough for validators that recurse. */
export const jsonDepthMax = 200;

/** Whether a text has more opening brackets than so many; few do, and counting them is fast. */
const opensMoreThan = (text: string, levels: number): boolean => {
  let openings = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0 && openings <= levels; at = text.indexOf(bracket, at + 1)) openings++;
  }
  return openings > levels;
};

/** Whether a JSON text nests objects and arrays deeper than some levels. It tells without recursion, which whoever walks the value needs. */
export const nestsDeeperThan = (text: string, levels: number): boolean => {
  if (!opensMoreThan(text, levels)) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length && depth <= levels; at++) {
    const character = text[at];
    if (inString && character === '\\') at++;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
  }
  return depth > levels;
};
