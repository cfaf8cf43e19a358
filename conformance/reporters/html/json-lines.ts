import { isObject, type JsonValue } from '../../../src/contract/document.ts';
import { pointerTo } from '../../../src/contract/json-pointer.ts';

/** A line of a body, with the place of the value that it belongs to as a JSON Pointer; null in what isn't JSON. */
export interface BodyLine {
  readonly text: string;
  readonly place: string | null;
}

const indented = ({ text, place }: BodyLine): BodyLine => ({ text: `  ${text}`, place });

/** Puts a text before the first line, and one after the last. */
const wrapped = (lines: readonly BodyLine[], before: string, after: string): readonly BodyLine[] =>
  lines.map(({ text, place }, index) => ({
    text: `${index === 0 ? before : ''}${text}${index === lines.length - 1 ? after : ''}`,
    place,
  }));

/** Writes JSON line by line, as `JSON.stringify` does with an indent of two. */
export const jsonLines = (value: JsonValue, place = ''): readonly BodyLine[] => {
  const isList = Array.isArray(value);
  if (!isList && !isObject(value)) return [{ text: JSON.stringify(value), place }];
  const children = Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (children.length === 0) return [{ text: open + close, place }];
  const inner = children.flatMap(([name, child], index) => {
    const before = isList ? '' : `${JSON.stringify(name)}: `;
    return wrapped(jsonLines(child, pointerTo(place, name)), before, index < children.length - 1 ? ',' : '');
  });
  return [{ text: open, place }, ...inner.map(indented), { text: close, place }];
};
