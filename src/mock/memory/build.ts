import type { Does, Operation } from '../../contract/contract.ts';
import type { JsonObject, JsonValue } from '../../contract/document.ts';
import type { ResourceShape } from '../../contract/resource-shape.ts';
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
  /** The resource that it belongs to, with its id, or null. */
  readonly parent: { readonly id: JsonValue; readonly value: JsonObject } | null;
}

const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString();

const isNullable = ({ type }: JsonObject): boolean => Array.isArray(type) && type.includes('null');

/** Gives the first value of a property that no request set, or undefined where a new resource has none. */
const firstValue = (
  shape: ResourceShape,
  name: string,
  schema: JsonObject,
  makings: Makings,
  at: string,
): JsonValue | undefined => {
  const { resource, required } = shape;
  const example = makings.example[name];
  if (name === resource.id) return newId(schema, { random: makings.random, last: makings.lastNumber, example });
  if (schema['x-time'] !== undefined) return at;
  if (schema['x-secret'] !== undefined) return newSecret(makings.random, example);
  const byDefault = shape.defaults.get(name);
  if (byDefault !== undefined) return byDefault;
  if (schema.const !== undefined) return schema.const;
  if (makings.parent !== null && name === resource.parent?.property) return makings.parent.id;
  // What a child shares with its parent by name, it has from it.
  if (makings.parent !== null && Object.hasOwn(makings.parent.value, name)) return makings.parent.value[name];
  if (isNullable(schema)) return null;
  return required.has(name) ? (example ?? plainValue(schema, at)) : undefined;
};

/** Makes a new resource of what a request set, and of what the server decides by itself. */
export const newResource = (
  shape: ResourceShape,
  sent: ReadonlyMap<string, JsonValue>,
  makings: Makings,
): JsonObject => {
  const { properties } = shape;
  const at = timeText(makings.clock());
  const entries = [...properties].flatMap(([name, schema]) => {
    const value = sent.has(name) ? sent.get(name) : firstValue(shape, name, schema, makings, at);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
};

/** Gives a resource in which some properties are others, and the time of its last change is now. Nothing is changed where nothing differs. */
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
    .map(([name]) => [name, timeText(Math.max(clock(), Date.parse(String(value[name])) + 1 || 0))] as const);
  return { ...next, ...Object.fromEntries(touched) };
};

/** Gives what a replacement makes of the writable properties: those given, and for the others what the contract says happens to them. */
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
    const stays = omitted !== undefined || shape.required.has(name);
    return kept === undefined || !stays ? [] : [[name, kept]];
  });
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !writable.includes(name)));
  return { ...rest, ...Object.fromEntries(entries) };
};
