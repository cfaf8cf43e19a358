import type { JsonValue } from '../../../src/document/document.ts';
import { pointerTo, pointerTokens } from '../../../src/document/json-pointer.ts';
import { heldValues } from './json-lines.ts';

/** The lines of a value that is marked, counted from 0. */
export interface MarkedLines {
  /** Where the value stands, as a JSON Pointer. */
  readonly place: string;
  readonly first: number;
  readonly last: number;
}

/** Counts the lines of a value: its own for what holds nothing, and two around what something holds. */
const lineCount = (value: JsonValue): number => {
  const held = heldValues(value);
  return held.length === 0 ? 1 : held.reduce((count, [, inner]) => count + lineCount(inner), 2);
};

/** The lines of the value at a place, or of the nearest around it that there is: a property that is missing is missing in its object. */
export const markedLines = (whole: JsonValue, wanted: string): MarkedLines => {
  let [value, place, first] = [whole, '', 0];
  for (const token of pointerTokens(wanted)) {
    const held = heldValues(value);
    const index = held.findIndex(([name]) => name === token);
    const inner = held[index];
    if (inner === undefined) break;
    first += held.slice(0, index).reduce((count, [, before]) => count + lineCount(before), 1);
    [value, place] = [inner[1], pointerTo(place, token)];
  }
  return { place, first, last: first + lineCount(value) - 1 };
};
