import type { JsonValue } from '../../src/document/document.ts';
import { nestsDeeperThan } from '../../src/document/json-text.ts';
import { responseDepthMax } from '../settings/limits.ts';

/** A text, read as JSON. */
export type ParsedJson = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false };

/** From so many characters on, a text is not read again when it is asked for again. */
const longCharactersMin = 10_000;

let lastLong: { readonly text: string; readonly json: ParsedJson } | null = null;

/** Reads a text as JSON (RFC 8259). An empty or malformed one is none, nor is one that nests too deep. The value must not be changed. */
export const parseJson = (text: string): ParsedJson => {
  if (text.length < longCharactersMin) return parsed(text);
  // An answer is asked for its JSON a dozen times: by the judge, by what looks for ids, by what looks for secrets.
  if (lastLong === null || lastLong.text !== text) lastLong = { text, json: parsed(text) };
  return lastLong.json;
};

const parsed = (text: string): ParsedJson => {
  try {
    return nestsDeeperThan(text, responseDepthMax) ? { ok: false } : { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    return { ok: false };
  }
};
