import type { JsonValue } from '../../src/contract/document.ts';

/** Writes a value where there is no JSON: a text stands as it is. */
export const written = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

const delimiters: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** Gives what stands between the items of a list in a style (OpenAPI 3.1.1, 4.8.12.2). */
export const delimiterOf = (style: string): string => delimiters[style] ?? ',';
