import type { Does, Operation } from '../contract/api-description.ts';
import type { ResourceShape } from '../contract/resource-shape.ts';
import type { JsonObject, JsonValue } from '../document/document.ts';
import { pointerTo, valueAt } from '../document/json-pointer.ts';
import { permitsNull } from '../document/permits-null.ts';

const isJsonText = (schema: JsonObject): boolean => schema.contentMediaType === 'application/json';

/** A value that a request sent as answers show it: where they declare JSON text (`contentMediaType`) and requests don't, it is the value as JSON text. */
const writtenValue = (value: JsonValue, sent: JsonObject, shown: JsonObject): JsonValue =>
  isJsonText(shown) && !isJsonText(sent) ? JSON.stringify(value) : value;

/** What a request sets of a resource, as answers will show it. `absent` is what a part is that a resource is made of (`from`) and that isn't given; where it is left out, such a part sets nothing. Nor does `null` where it isn't permitted: no document says what it means there. */
export const sentValues = (
  shape: ResourceShape,
  operation: Operation,
  does: Does,
  body: JsonValue | undefined,
  { absent }: { readonly absent?: JsonValue } = {},
): ReadonlyMap<string, JsonValue> => {
  const writable = shape.writable.get(operation.id) ?? new Map<string, JsonObject>();
  const sent = [...writable].flatMap(([name, schema]) => {
    const pointer = does.from[name] ?? pointerTo(shape.resource.sent, name);
    const property = shape.properties.get(name);
    const given = valueAt(body, pointer);
    const isGiven = given !== undefined && (given !== null || (permitsNull(schema) && permitsNull(property ?? {})));
    const value = isGiven ? given : does.from[name] === undefined ? undefined : absent;
    return value === undefined || property === undefined
      ? []
      : [[name, writtenValue(value, schema, property)] as const];
  });
  return new Map(sent);
};
