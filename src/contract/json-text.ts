import type { JsonValue } from './document.ts';

/** Gives the value that a JSON text stands for (RFC 8259), or undefined where it is none. */
export const jsonValueOf = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
};
