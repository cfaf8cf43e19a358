import type { JsonObject, JsonValue, Schema } from '../../document/document.ts';
import type { SchemaValidator, SchemaViolation } from '../../schema/schema-validator.ts';

/** What is wrong with a value by a schema; nothing by one that can't be read, say for a pattern of another dialect. */
export const violationsOf = (
  validator: SchemaValidator,
  schema: Schema,
  value: JsonValue,
): readonly SchemaViolation[] => {
  try {
    return validator.compile(schema)(value);
  } catch {
    return [];
  }
};

/** Whether a schema permits a value. */
export const permits = (validator: SchemaValidator, schema: JsonObject, value: JsonValue): boolean =>
  violationsOf(validator, schema, value).length === 0;
