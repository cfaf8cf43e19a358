import type { Does, Operation } from '../../contract/api-description.ts';
import type { ResourceShape } from '../../contract/resource-shape.ts';
import type { JsonObject, JsonValue } from '../../document/document.ts';
import { millisecondsOf, timeValue } from '../../values/times.ts';
import { newId, newSecret } from './made-values.ts';
import { plainValue } from './plain-value.ts';

/** What a server decides by itself when it makes or changes a resource. */
export interface Makings {
  readonly random: () => number;
  /** Milliseconds since 1970, later at every call. */
  readonly clock: () => number;
  /** A documented resource of the kind, for what nothing else tells. */
  readonly example: JsonObject;
  readonly lastNumber: number;
  /** Whether a schema permits a value. */
  readonly permits: (schema: JsonObject, value: JsonValue) => boolean;
  /** Whether a resource has an id already. */
  readonly isTaken: (id: JsonValue) => boolean;
  /** The resource that it belongs to, with its id, or null. */
  readonly parent: { readonly id: JsonValue; readonly value: JsonObject } | null;
}

const isNullable = ({ type }: JsonObject): boolean => Array.isArray(type) && type.includes('null');

/** The first value of a property that no request set, or undefined where a new resource has none. */
const firstValue = (
  shape: ResourceShape,
  name: string,
  schema: JsonObject,
  makings: Makings,
  milliseconds: number,
): JsonValue | undefined => {
  const { resource, required } = shape;
  const { random, permits, isTaken } = makings;
  const example = makings.example[name];
  if (name === resource.id) {
    const isFit = (id: JsonValue) => permits(schema, id) && !isTaken(id);
    return newId(schema, { random, example, isFit, last: makings.lastNumber });
  }
  if (schema['x-time'] !== undefined) return timeValue(schema, milliseconds, example);
  if (schema['x-secret'] !== undefined) {
    return newSecret(schema, { random, example, isFit: (secret) => permits(schema, secret) });
  }
  const byDefault = shape.defaults.get(name);
  if (byDefault !== undefined) return byDefault;
  if (schema.const !== undefined) return schema.const;
  if (makings.parent !== null && name === resource.parent?.property) return makings.parent.id;
  // What a child shares with its parent by name, it has from it.
  if (makings.parent !== null && Object.hasOwn(makings.parent.value, name)) return makings.parent.value[name];
  if (isNullable(schema)) return null;
  if (!required.has(name)) return undefined;
  return example ?? plainValue(schema, new Date(milliseconds).toISOString(), (value) => permits(schema, value));
};

/** Makes a new resource of what a request set, and of what the server decides by itself. */
export const newResource = (
  shape: ResourceShape,
  sent: ReadonlyMap<string, JsonValue>,
  makings: Makings,
): JsonObject => {
  const { properties } = shape;
  const milliseconds = makings.clock();
  const entries = [...properties].flatMap(([name, schema]) => {
    const value = sent.has(name) ? sent.get(name) : firstValue(shape, name, schema, makings, milliseconds);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
};

/** A resource in which some properties are others, and the time of its last change is now. Nothing is changed where nothing differs. */
export const changedResource = (
  shape: ResourceShape,
  value: JsonObject,
  changes: JsonObject,
  clock: () => number,
): JsonObject => {
  const next = { ...value, ...changes };
  if (JSON.stringify(next) === JSON.stringify(value)) return value;
  const touched = [...shape.properties]
    .filter(([, schema]) => schema['x-time'] === 'updated')
    // Later than it was, even if somebody set it ahead of the clock.
    .map(([name, schema]) => {
      const now = Math.max(clock(), millisecondsOf(value[name]) + 1 || 0);
      return [name, timeValue(schema, now, value[name])] as const;
    });
  return { ...next, ...Object.fromEntries(touched) };
};

/** What a replacement makes of the writable properties: those given, and for the others what the contract says happens to them. */
export const replacement = (
  shape: ResourceShape,
  operation: Operation,
  does: Does,
  { value, sent }: { readonly value: JsonObject; readonly sent: ReadonlyMap<string, JsonValue> },
): JsonObject => {
  const writable = [...(shape.writable.get(operation.id)?.keys() ?? [])];
  const entries = writable.flatMap((name): [string, JsonValue][] => {
    const given = sent.get(name);
    if (given !== undefined) return [[name, given]];
    const kept = value[name];
    const byDefault = shape.defaults.get(name);
    const omitted = does.omitted[name];
    // Where either may happen, the value returns to its default if it has one.
    if (omitted !== 'keep' && byDefault !== undefined) return [[name, byDefault]];
    // What isn't named keeps its name.
    const stays = omitted !== undefined || shape.required.has(name) || name === shape.resource.id;
    return kept === undefined || !stays ? [] : [[name, kept]];
  });
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !writable.includes(name)));
  return { ...rest, ...Object.fromEntries(entries) };
};
