import { isObject, type JsonValue } from './document.ts';

/** Writes a JSON value so that equal ones have the same text, whatever the order of their members. */
export const canonicalJson = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
};

/**
 * Whether two JSON values are equal (JSON Schema 2020-12, core, 4.2.2). They may have members of any name, `valueOf` or `constructor`
 * say, and have no prototype: nothing is asked of them but their own members.
 */
export const sameJson = (one: JsonValue, other: JsonValue): boolean => {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index] ?? null));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(one[name] ?? null, other[name] ?? null))
  );
};
