import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from '../contract/document.ts';
import { statedRequired } from '../contract/stated-required.ts';

/** A copy, all the way down, in which each schema requires the properties that it is told to. */
const withRequired = (value: JsonValue, requiredBy: (schema: JsonObject) => readonly string[]): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => withRequired(item, requiredBy));
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withRequired(item, requiredBy)]));
  return Array.isArray(copy.required) ? { ...copy, required: requiredBy(copy) } : copy;
};

/** A document for a server that takes what it may refuse: a property whose `required` is MAY can be left out. */
export const lenientDocument = (document: OpenApiDocument): OpenApiDocument =>
  withRequired(document, (schema) => statedRequired(document, schema)) as OpenApiDocument;
