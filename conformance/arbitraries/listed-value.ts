import { isObject, type JsonValue } from '../../src/document/document.ts';

/** Stands in a generated value for one that the target lists, since only a look at its list can tell which there are. */
const listedKey = ' listed';

/** Makes the stand-in for the `index`-th (modulo their number) of the values that a resource's list answers. */
export const listedValue = (resource: string, index: number): JsonValue => ({ [listedKey]: [resource, index] });

/** Whether a stand-in stands anywhere in a value. */
export const hasListed = (value: JsonValue): boolean => {
  if (Array.isArray(value)) return value.some(hasListed);
  return isObject(value) && (Object.hasOwn(value, listedKey) || Object.values(value).some(hasListed));
};

/** A value in which the listed values stand, or the resource of which the target lists none. */
export type ResolvedValue =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly resource: string };

/** Puts the listed values in the place of their stand-ins. */
export const resolveListed = (value: JsonValue, lists: ReadonlyMap<string, readonly JsonValue[]>): ResolvedValue => {
  const lacking: string[] = [];
  const resolve = (part: JsonValue): JsonValue => {
    if (Array.isArray(part)) return part.map(resolve);
    if (!isObject(part)) return part;
    const listed = part[listedKey];
    if (!Array.isArray(listed))
      return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, resolve(item)]));
    const list = lists.get(String(listed[0])) ?? [];
    const found = list[Number(listed[1]) % list.length];
    if (found === undefined) lacking.push(String(listed[0]));
    return found ?? null;
  };
  const resolved = resolve(value);
  const [resource] = lacking;
  return resource === undefined ? { ok: true, value: resolved } : { ok: false, resource };
};
