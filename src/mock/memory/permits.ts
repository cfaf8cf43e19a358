import type { JsonObject, JsonValue } from '../../contract/document.ts';
import type { SchemaValidator } from '../../contract/schema-validator.ts';

/** Says whether a schema permits a value; one that can't be read, say for a pattern of another dialect, is taken to. */
export const permits = (validator: SchemaValidator, schema: JsonObject, value: JsonValue): boolean => {
  try {
    return validator.compile(schema)(value).length === 0;
  } catch {
    return true;
  }
};
