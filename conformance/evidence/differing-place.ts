import { isObject, type JsonValue } from '../../src/document/document.ts';
import { pointerTo } from '../../src/document/json-pointer.ts';

const childrenOf = (value: JsonValue | undefined): Readonly<Record<string, JsonValue>> | null => {
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  return isObject(value) ? value : null;
};

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * A JSON Pointer to the innermost place that holds all in which a value differs from another, or null where they are the same.
 * What the value lacks has no place in it: then it is where it would stand.
 */
export const differingPlace = (value: JsonValue, other: JsonValue, place = ''): string | null => {
  if (isSame(value, other)) return null;
  const [these, those] = [childrenOf(value), childrenOf(other)];
  if (these === null || those === null || Array.isArray(value) !== Array.isArray(other)) return place;
  const [name, ...others] = Object.keys({ ...those, ...these }).filter((key) => !isSame(these[key], those[key]));
  const [inner, outer] = [these[name ?? ''], those[name ?? '']];
  if (name === undefined || others.length > 0 || inner === undefined || outer === undefined) return place;
  return differingPlace(inner, outer, pointerTo(place, name));
};
