import type { JsonValue } from '../../src/contract/document.ts';
import { jsonDepthMax } from '../limits.ts';

/** A text, read as JSON. */
export type ParsedJson = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false };

/** Says whether a text has so few opening brackets that it can't nest deeper than is read, which is all that most need. */
const isShallow = (text: string): boolean => {
  let openings = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0 && openings <= jsonDepthMax; at = text.indexOf(bracket, at + 1))
      openings++;
  }
  return openings <= jsonDepthMax;
};

/** Says whether a text nests brackets deeper than is read: whoever walks a value walks it by recursion. */
const isTooDeep = (text: string): boolean => {
  if (isShallow(text)) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length && depth <= jsonDepthMax; at++) {
    const character = text[at];
    if (inString && character === '\\') at++;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
  }
  return depth > jsonDepthMax;
};

/** Reads a text as JSON (RFC 8259). An empty or malformed one is none, nor is one that nests too deep. */
export const parseJson = (text: string): ParsedJson => {
  try {
    return isTooDeep(text) ? { ok: false } : { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    return { ok: false };
  }
};
