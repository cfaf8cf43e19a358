import type { JsonObject, JsonValue } from '../../contract/document.ts';

/**
 * Gives a value that a request sent as answers show it: where they declare JSON text (`contentMediaType`) and something else was sent,
 * it is that as JSON text.
 */
export const writtenValue = (value: JsonValue, schema: JsonObject | undefined): JsonValue => {
  const isJsonText = schema?.contentMediaType === 'application/json';
  return isJsonText && typeof value !== 'string' ? JSON.stringify(value) : value;
};
