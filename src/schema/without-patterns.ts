import { isObject, type JsonObject, type JsonValue } from '../document/document.ts';

/** Keywords whose values hold schemas by names, which may be any. */
export const namedSchemas = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];

/** Keywords whose values are compared as they are, whatever they look like. */
export const plainValues = ['const', 'enum'];

/** Keywords that may refuse a value just because a schema in them takes more than before. */
const contrary = ['not', 'oneOf', 'if', 'contains'];

/** The same, and where a document keeps the schemas that have names. */
const namesSchemas = [...namedSchemas, 'schemas'];

/** Matches every name. */
const anyName = '(?:)';

/** What says of a pattern whether it is to be taken out, and of a schema whether it depends on such a one. */
export interface LeftOut {
  pattern(pattern: string): boolean;
  schema(schema: JsonValue): boolean;
}

/** Lets all names be there that a pattern may have meant. */
const ofNames = (value: JsonObject, leftOut: LeftOut): JsonObject => {
  const kept = Object.entries(value).filter(([pattern]) => !leftOut.pattern(pattern));
  return kept.length === Object.keys(value).length ? value : { ...Object.fromEntries(kept), [anyName]: true };
};

/** Takes patterns out of a schema, which then says no less than it can be sure of: what depends on one of them refuses nothing. */
export const withoutPatterns = (schema: JsonValue, leftOut: LeftOut, isNamed = false): JsonValue => {
  if (Array.isArray(schema)) return schema.map((item) => withoutPatterns(item, leftOut));
  if (!isObject(schema)) return schema;
  const isLeft = ([key, value]: readonly [string, JsonValue]): boolean => {
    if (isNamed) return false;
    if (key === 'pattern') return typeof value === 'string' && leftOut.pattern(value);
    if (key.startsWith('unevaluated')) return leftOut.schema(schema);
    if (!contrary.includes(key)) return false;
    return [value, ...(key === 'if' ? [schema.then ?? true, schema.else ?? true] : [])].flat().some(leftOut.schema);
  };
  return Object.fromEntries(
    Object.entries(schema)
      .filter((entry) => !isLeft(entry))
      .map(([key, value]) => {
        if (isNamed) return [key, withoutPatterns(value, leftOut)];
        if (plainValues.includes(key)) return [key, value];
        const names = key === 'patternProperties' && isObject(value) ? ofNames(value, leftOut) : value;
        return [key, withoutPatterns(names, leftOut, namesSchemas.includes(key))];
      }),
  );
};
