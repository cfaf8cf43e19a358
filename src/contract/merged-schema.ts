import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from './document.ts';
import { valueAt } from './json-pointer.ts';

/** More references in a row than any readable contract has. */
const referencesMax = 32;

const resolved = (document: OpenApiDocument, schema: JsonObject): JsonObject => {
  let object = schema;
  for (let count = 0; typeof object.$ref === 'string' && count < referencesMax; count++) {
    const { $ref, ...beside } = object;
    const target = valueAt(document, decodeURIComponent(String($ref).replace(/^#/, '')));
    object = { ...(isObject(target) ? target : {}), ...beside };
  }
  return object;
};

const joined = (one: JsonValue | undefined, other: JsonValue | undefined): JsonValue | undefined => {
  if (Array.isArray(one) && Array.isArray(other)) return [...new Set([...one, ...other])];
  if (isObject(one) && isObject(other)) return { ...one, ...other };
  return other ?? one;
};

const merge = (document: OpenApiDocument, schema: JsonObject): JsonObject => {
  const { allOf, ...own } = resolved(document, schema);
  if (!Array.isArray(allOf)) return own;
  return allOf.reduce<JsonObject>((merged, part) => {
    const next = mergedSchema(document, part);
    const keys = new Set([...Object.keys(merged), ...Object.keys(next)]);
    return Object.fromEntries(
      [...keys].flatMap((key) => {
        const value = ['properties', 'required'].includes(key)
          ? joined(merged[key], next[key])
          : (next[key] ?? merged[key]);
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
  }, own);
};

/** Kept, since the same few schemas are asked for again and again, and each may be made of many. */
const known = new WeakMap<OpenApiDocument, WeakMap<JsonObject, JsonObject>>();

/** Gives a schema without `$ref` and `allOf`: what they name is merged into it, a keyword of two by the later one; lists and maps are joined. */
export const mergedSchema = (document: OpenApiDocument, schema: JsonValue | undefined): JsonObject => {
  if (!isObject(schema)) return {};
  const ofDocument = known.get(document) ?? new WeakMap<JsonObject, JsonObject>();
  known.set(document, ofDocument);
  const merged = ofDocument.get(schema) ?? merge(document, schema);
  ofDocument.set(schema, merged);
  return merged;
};
