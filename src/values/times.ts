import type { JsonObject, JsonValue } from '../document/document.ts';

/** Numbers of milliseconds since 1970 are larger than this, and numbers of seconds smaller, for any time from 1973 to 5138. */
const secondsMax = 1e11;

const secondMs = 1_000;

const typesOf = ({ type }: JsonObject): readonly JsonValue[] => [type ?? []].flat();

/** Writes a time, given in milliseconds since 1970, as a schema has it: as a number (of seconds, unless one that is known counts milliseconds), as a date, or as ISO 8601. */
export const timeValue = (schema: JsonObject, milliseconds: number, known: JsonValue | undefined): string | number => {
  const types = typesOf(schema);
  const isNumber = types.includes('integer') || types.includes('number');
  if (!types.includes('string') && (isNumber || typeof known === 'number')) {
    return typeof known === 'number' && known > secondsMax ? milliseconds : Math.floor(milliseconds / secondMs);
  }
  const text = new Date(milliseconds).toISOString();
  return schema.format === 'date' ? text.slice(0, 'YYYY-MM-DD'.length) : text;
};

/** Reads a time that was written so, as milliseconds since 1970; NaN where it is none. */
export const millisecondsOf = (value: JsonValue | undefined): number => {
  if (typeof value === 'number') return value > secondsMax ? value : value * secondMs;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
};
