import type { JsonValue } from '../../src/contract/document.ts';
import { nestsDeeperThan } from '../../src/contract/json-text.ts';
import { jsonDepthMax } from '../limits.ts';

/** A text, read as JSON. */
export type ParsedJson = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false };

/** Reads a text as JSON (RFC 8259). An empty or malformed one is none, nor is one that nests too deep. */
export const parseJson = (text: string): ParsedJson => {
  try {
    return nestsDeeperThan(text, jsonDepthMax) ? { ok: false } : { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    return { ok: false };
  }
};
