import { isObject, type JsonValue, type OpenApiDocument, objectAt } from './document.ts';
import { mergedSchema } from './merged-schema.ts';

/**
 * A value without the properties that its schema declares `writeOnly`, which no answer shows (JSON Schema Validation 2020-12,
 * 9.4). What branches of a schema declare is left: which of them a value is meant by isn't known.
 */
export const withoutWriteOnly = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  value: JsonValue,
): JsonValue => {
  const merged = mergedSchema(document, schema);
  if (Array.isArray(value)) return value.map((item) => withoutWriteOnly(document, merged.items, item));
  if (!isObject(value)) return value;
  const declared = objectAt(merged, 'properties');
  const shown = Object.entries(value).flatMap(([name, property]): [string, JsonValue][] => {
    const own = Object.hasOwn(declared, name) ? declared[name] : merged.additionalProperties;
    const isHidden = mergedSchema(document, own).writeOnly === true;
    return isHidden ? [] : [[name, withoutWriteOnly(document, own, property)]];
  });
  return Object.fromEntries(shown);
};
