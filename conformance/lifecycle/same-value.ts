import { isObject, type JsonObject, type JsonValue } from '../../src/contract/document.ts';
import { isJsonMediaType } from '../../src/contract/media-type.ts';
import { isUrlSchema } from '../../src/contract/url-schema.ts';
import { parseJson } from '../http/parse-json.ts';

/** Gives a value as text in which neither the order of keys nor that of a list's plain values counts: no contract promises either. */
const canonical = (value: JsonValue): string => {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    return `[${value.every((item) => typeof item !== 'object') ? [...new Set(items)].toSorted() : items}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)}}`;
};

/** Gives what a text means, where its schema says how it is to be read: JSON, a time, a URL. */
const meaning = (schema: JsonObject, value: JsonValue): JsonValue => {
  if (typeof value !== 'string') return value;
  if (typeof schema.contentMediaType === 'string' && isJsonMediaType(schema.contentMediaType)) {
    const parsed = parseJson(value);
    return parsed.ok ? parsed.value : value;
  }
  if (schema.format === 'date-time' && !Number.isNaN(Date.parse(value))) return Date.parse(value);
  if (isUrlSchema(schema) && URL.canParse(value)) return new URL(value).href;
  return value;
};

/** Says whether two values of a property mean the same, however each is written; what isn't there is null. */
export const isSame = (schema: JsonObject, one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  canonical(meaning(schema, one ?? null)) === canonical(meaning(schema, other ?? null));
