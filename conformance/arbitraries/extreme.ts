import type { JsonValue } from '../../src/document/document.ts';

/** A value that a schema permits although nobody expects it. */
export interface Extreme {
  /** What is unusual about it, as a phrase. */
  readonly what: string;
  /** Makes it; where it is long, of so many characters or items at the most. */
  readonly make: (size: number) => JsonValue;
  /** Whether a server that takes it has no reason to keep anything else in its place: it needs no cleaning, and is written in one way only. */
  readonly isKept?: true;
}

/** An extreme value that is always the same. */
export const fixed = (what: string, value: JsonValue): Extreme => ({ what, make: () => value });

/** Such a value that is kept as it is by whoever takes it. */
export const kept = (what: string, value: JsonValue): Extreme => ({ ...fixed(what, value), isKept: true });
