import { isObject, type JsonValue } from './document.ts';

/**
 * Says whether two JSON values are equal (JSON Schema 2020-12, core, 4.2.2). They may have members of any name, `valueOf` or `constructor`
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
