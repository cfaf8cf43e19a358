/** The parts of an OpenAPI 3.1 document that are read here, as loosely typed as YAML leaves them until they are validated. */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** JSON Schema 2020-12: a boolean or an object (OpenAPI 3.1.1, 4.8.24). */
export type Schema = boolean | JsonObject;

/** A whole OpenAPI document, with internal `$ref`s kept. */
export type OpenApiDocument = JsonObject;

/** Whether a value is a JSON object (not null, not an array). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at a key, or an empty one where there is none. */
export const objectAt = (parent: JsonValue | undefined, key: string): JsonObject => {
  const value = isObject(parent) ? parent[key] : undefined;
  return isObject(value) ? value : {};
};

/** The array at a key, or an empty one where there is none. */
export const arrayAt = (parent: JsonValue | undefined, key: string): readonly JsonValue[] => {
  const value = isObject(parent) ? parent[key] : undefined;
  return Array.isArray(value) ? value : [];
};

/** The string at a key, or undefined. */
export const stringAt = (parent: JsonValue | undefined, key: string): string | undefined => {
  const value = isObject(parent) ? parent[key] : undefined;
  return typeof value === 'string' ? value : undefined;
};
