import { arrayAt, isObject, type JsonValue, type OpenApiDocument, objectAt } from '../contract/document.ts';
import { pointerTo, valueAt, withValueAt } from '../contract/json-pointer.ts';
import { schemaStepsMax } from './limits.ts';

/** A place in a body that a contract reserves for something only the server knows (`x-holds`). */
export interface Hold {
  readonly pointer: string;
  readonly what: 'status' | 'reason';
}

const schemaLists = ['allOf', 'anyOf', 'oneOf'] as const;

/** A schema and those that speak of the same value: what it refers to and what it combines. */
const schemasOf = (document: OpenApiDocument, schema: JsonValue | undefined, steps = 0): readonly JsonValue[] => {
  if (!isObject(schema) || steps > schemaStepsMax) return [];
  const { $ref } = schema;
  const referred = typeof $ref === 'string' ? valueAt(document, decodeURIComponent($ref.replace(/^#/, ''))) : undefined;
  const further = [referred, ...schemaLists.flatMap((key) => arrayAt(schema, key))];
  return [schema, ...further.flatMap((other) => schemasOf(document, other, steps + 1))];
};

/** Finds the places of a body that its schema reserves, each once. */
export const findHolds = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  body: JsonValue | undefined,
  pointer = '',
): readonly Hold[] => {
  if (body === undefined) return [];
  const schemas = schemasOf(document, schema);
  const what = schemas.map((one) => (isObject(one) ? one['x-holds'] : undefined)).find((word) => word !== undefined);
  const own: Hold[] = what === 'status' || what === 'reason' ? [{ pointer, what }] : [];
  return [...own, ...childHolds(document, schemas, body, pointer)];
};

const childHolds = (
  document: OpenApiDocument,
  schemas: readonly JsonValue[],
  body: JsonValue,
  pointer: string,
): readonly Hold[] => {
  if (typeof body !== 'object' || body === null) return [];
  const found = Object.entries(body).flatMap(([key, child]: [string, JsonValue]) => {
    const at = pointerTo(pointer, key);
    return schemas.flatMap((schema) => {
      const childSchema = Array.isArray(body) ? objectAt(schema, 'items') : objectAt(schema, 'properties')[key];
      return findHolds(document, childSchema, child, at);
    });
  });
  return [...new Map(found.map((hold) => [hold.pointer, hold])).values()];
};

/** A copy of a body with its reserved places filled. A status is written as a number, or as text where the example holds text. */
export const fillHolds = (
  body: JsonValue | undefined,
  holds: readonly Hold[],
  { status, reason }: { readonly status: number; readonly reason: string },
): JsonValue | undefined =>
  holds.reduce((filled, { pointer, what }) => {
    const written = typeof valueAt(body, pointer) === 'string' ? String(status) : status;
    return withValueAt(filled, pointer, what === 'reason' ? reason : written);
  }, body);
