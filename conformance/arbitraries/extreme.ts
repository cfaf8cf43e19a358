import type { JsonValue } from '../../src/contract/document.ts';

/** A value that a schema permits although nobody expects it. */
export interface Extreme {
  /** What is unusual about it, as a phrase. */
  readonly what: string;
  /** Makes it; where it is long, of so many characters or items at the most. */
  readonly make: (size: number) => JsonValue;
}

/** An extreme value that is always the same. */
export const fixed = (what: string, value: JsonValue): Extreme => ({ what, make: () => value });
