import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from '../contract/document.ts';
import { statedRequired } from '../contract/stated-required.ts';

/** Gives a schema that requires no property of which it is left open whether it is required. */
const lenientSchema = (document: OpenApiDocument, schema: JsonObject): JsonObject => {
  const { required } = schema;
  if (!Array.isArray(required)) return schema;
  const stated = statedRequired(document, schema);
  return stated.length === required.length ? schema : { ...schema, required: stated };
};

const mapped = (value: JsonValue, change: (object: JsonObject) => JsonObject): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, change)])));
};

/**
 * Gives a document for a server that takes what it may refuse: a property whose `required` is MAY can be left out. Its own copy, all
 * the way down.
 */
export const lenientDocument = (document: OpenApiDocument): OpenApiDocument =>
  mapped(document, (object) => lenientSchema(document, object)) as OpenApiDocument;
