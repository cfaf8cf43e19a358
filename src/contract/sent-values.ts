import type { Does, Operation } from './contract.ts';
import type { JsonObject, JsonValue } from './document.ts';
import { valueAt } from './json-pointer.ts';
import type { ResourceShape } from './resource-shape.ts';

const isJsonText = (schema: JsonObject): boolean => schema.contentMediaType === 'application/json';

/** Gives a value that a request sent as answers show it: where they declare JSON text (`contentMediaType`) and requests don't, it is the value as JSON text. */
const writtenValue = (value: JsonValue, sent: JsonObject, shown: JsonObject): JsonValue =>
  isJsonText(shown) && !isJsonText(sent) ? JSON.stringify(value) : value;

/** Gives what a request sets of a resource, as answers will show it. */
export const sentValues = (
  shape: ResourceShape,
  operation: Operation,
  does: Does,
  body: JsonValue | undefined,
): ReadonlyMap<string, JsonValue> => {
  const writable = shape.writable.get(operation.id) ?? new Map<string, JsonObject>();
  const sent = [...writable].flatMap(([name, schema]) => {
    const pointer = does.from[name] ?? `${shape.resource.sent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    // A part that a resource is made of, and that isn't given, is nothing: `null`, where the contract takes anything.
    const value = valueAt(body, pointer) ?? (does.from[name] === undefined ? undefined : null);
    const property = shape.properties.get(name);
    return value === undefined || property === undefined
      ? []
      : [[name, writtenValue(value, schema, property)] as const];
  });
  return new Map(sent);
};
