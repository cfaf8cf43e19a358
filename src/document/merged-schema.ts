import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from './document.ts';
import { referencesMax, referredValue } from './schema-view.ts';

const resolved = (document: OpenApiDocument, schema: JsonObject): JsonObject => {
  let object = schema;
  for (let count = 0; typeof object.$ref === 'string' && count < referencesMax; count++) {
    const { $ref, ...beside } = object;
    const target = referredValue(document, $ref);
    object = { ...(isObject(target) ? target : {}), ...beside };
  }
  return object;
};

/** Joins what two schemas say under one keyword, of which the second is heard first; what stands first stays first. */
const joined = (key: string, one: JsonValue | undefined, other: JsonValue | undefined): JsonValue | undefined => {
  if (key === 'required' && Array.isArray(one) && Array.isArray(other)) return [...new Set([...one, ...other])];
  if (key === 'properties' && isObject(one) && isObject(other)) return { ...one, ...other };
  return other ?? one;
};

const together = (one: JsonObject, other: JsonObject): JsonObject => {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const value = joined(key, one[key], other[key]);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
};

const merge = (document: OpenApiDocument, schema: JsonObject): JsonObject => {
  const { allOf, ...own } = resolved(document, schema);
  if (!Array.isArray(allOf)) return own;
  // What bears the parts stands first among the names, and is heard before all of them.
  const parts = [own, ...allOf.map((part) => mergedSchema(document, part))];
  return together(parts.reduce(together), own);
};

/** Kept, since the same few schemas are asked for again and again, and each may be made of many. */
const known = new WeakMap<OpenApiDocument, WeakMap<JsonObject, JsonObject>>();

/** A schema without `$ref` and `allOf`: what they name is merged. Of a keyword that several have, the schema itself is heard first, then the later part; `required` and `properties` are joined. */
export const mergedSchema = (document: OpenApiDocument, schema: JsonValue | undefined): JsonObject => {
  if (!isObject(schema)) return {};
  const ofDocument = known.get(document) ?? new WeakMap<JsonObject, JsonObject>();
  known.set(document, ofDocument);
  const merged = ofDocument.get(schema) ?? merge(document, schema);
  ofDocument.set(schema, merged);
  return merged;
};
