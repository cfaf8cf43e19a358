import { isObject, type JsonValue } from '../../../src/document/document.ts';

/** Values nest less deep in any body that somebody reads; what stands deeper is indented no further. */
const indentedLevelsMax = 20;

/** What stands around a value on its lines. */
interface Around {
  readonly depth: number;
  /** The name of a property, or nothing. */
  readonly before: string;
  /** The comma before the next value, or nothing. */
  readonly after: string;
}

/** The values that one holds, by their names or indices. */
export const heldValues = (value: JsonValue): readonly (readonly [string, JsonValue])[] =>
  Array.isArray(value) || isObject(value) ? Object.entries(value) : [];

const addLines = (lines: string[], value: JsonValue, { depth, before, after }: Around): void => {
  const indent = '  '.repeat(Math.min(depth, indentedLevelsMax));
  const held = heldValues(value);
  if (held.length === 0) {
    lines.push(`${indent}${before}${JSON.stringify(value)}${after}`);
    return;
  }
  const isList = Array.isArray(value);
  lines.push(`${indent}${before}${isList ? '[' : '{'}`);
  for (const [index, [name, inner]] of held.entries()) {
    addLines(lines, inner, {
      depth: depth + 1,
      before: isList ? '' : `${JSON.stringify(name)}: `,
      after: index < held.length - 1 ? ',' : '',
    });
  }
  lines.push(`${indent}${isList ? ']' : '}'}${after}`);
};

/** Writes JSON line by line, as `JSON.stringify` does with an indent of two, as far as that helps. */
export const jsonLines = (value: JsonValue): readonly string[] => {
  const lines: string[] = [];
  addLines(lines, value, { depth: 0, before: '', after: '' });
  return lines;
};
