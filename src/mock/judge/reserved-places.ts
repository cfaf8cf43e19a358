import { type JsonObject, type JsonValue, type OpenApiDocument, objectAt } from '../../document/document.ts';
import { pointerTo, valueAt, withValueAt } from '../../document/json-pointer.ts';
import { schemasOfValue } from '../../document/schema-view.ts';

/** A place in a body that a contract reserves for something only the server knows (`x-holds`). */
export interface ReservedPlace {
  readonly pointer: string;
  readonly what: 'status' | 'reason';
}

/** Finds the places of a body that its schema reserves, each once. */
export const findReservedPlaces = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  body: JsonValue | undefined,
  pointer = '',
): readonly ReservedPlace[] => {
  if (body === undefined) return [];
  const schemas = [...schemasOfValue(document, schema)];
  const what = schemas.map((one) => one['x-holds']).find((word) => word !== undefined);
  const own: ReservedPlace[] = what === 'status' || what === 'reason' ? [{ pointer, what }] : [];
  return [...own, ...reservedInside(document, schemas, body, pointer)];
};

const reservedInside = (
  document: OpenApiDocument,
  schemas: readonly JsonObject[],
  body: JsonValue,
  pointer: string,
): readonly ReservedPlace[] => {
  if (typeof body !== 'object' || body === null) return [];
  const found = Object.entries(body).flatMap(([key, child]: [string, JsonValue]) => {
    const at = pointerTo(pointer, key);
    return schemas.flatMap((schema) => {
      const childSchema = Array.isArray(body) ? objectAt(schema, 'items') : objectAt(schema, 'properties')[key];
      return findReservedPlaces(document, childSchema, child, at);
    });
  });
  return [...new Map(found.map((hold) => [hold.pointer, hold])).values()];
};

/** A copy of a body with its reserved places filled. A status is written as a number, or as text where the example holds text. */
export const fillReservedPlaces = (
  body: JsonValue | undefined,
  holds: readonly ReservedPlace[],
  { status, reason }: { readonly status: number; readonly reason: string },
): JsonValue | undefined =>
  holds.reduce((filled, { pointer, what }) => {
    const written = typeof valueAt(body, pointer) === 'string' ? String(status) : status;
    return withValueAt(filled, pointer, what === 'reason' ? reason : written);
  }, body);
