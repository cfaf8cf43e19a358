import { isObject, type JsonValue } from '../../src/contract/document.ts';

/** Stands in a generated value for one that the target lists, since only a look at its list can tell which there are. */
const listedKey = ' listed';

/** Makes the stand-in for the `index`-th (modulo their number) of the values that a resource's list answers. */
export const listedValue = (resource: string, index: number): JsonValue => ({ [listedKey]: [resource, index] });

/** Puts the listed values in the place of their stand-ins. A resource without any gives a plain word instead. */
export const resolveListed = (value: JsonValue, lists: ReadonlyMap<string, readonly JsonValue[]>): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => resolveListed(item, lists));
  if (!isObject(value)) return value;
  const listed = value[listedKey];
  if (Array.isArray(listed)) {
    const list = lists.get(String(listed[0])) ?? [];
    return list[Number(listed[1]) % list.length] ?? 'example';
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveListed(item, lists)]));
};
