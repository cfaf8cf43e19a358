import { isObject, type JsonValue } from '../../src/contract/document.ts';

/** Gives a body whose switches (booleans) stand as in a documented example: what is off may refuse what it takes when it is on, and no document need say so. */
export const withDocumentedFlags = (body: JsonValue, example: JsonValue | undefined): JsonValue => {
  if (typeof body === 'boolean' && typeof example === 'boolean') return example;
  if (!isObject(body) || !isObject(example)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, withDocumentedFlags(value, example[key])]),
  );
};
