import { isObject, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { canonicalValue } from './canonical-value.ts';
import {
  isLeftOut,
  isNamed,
  type PropertySchemas,
  propertySchemas,
  saidOfItem,
  saidOfMember,
} from './property-schemas.ts';
import type { ResourceModel } from './resource-model.ts';

/** The schemas of a property in all requests that may set it, and in responses. */
const saidOfProperty = ({ document, shape }: ResourceModel, name: string): PropertySchemas =>
  propertySchemas(document, {
    sent: [...shape.writable.values()].map((schemas) => schemas.get(name)),
    shown: [shape.properties.get(name)],
  });

const meant = ({ sent, shown }: PropertySchemas, value: JsonValue): JsonValue =>
  canonicalValue([...sent, ...shown], value);

/** Whether a member is no matter of both: a request says nothing of what is `readOnly`, and an answer nothing of what is `writeOnly`. Where a request may set it, what answers say of its being set doesn't count. */
const isOneSided = (said: PropertySchemas, name: string): boolean => {
  const { sent, shown } = saidOfMember(said, name);
  return (
    (sent.length > 0 ? sent : shown).some(({ readOnly }) => readOnly === true) ||
    [...sent, ...shown].some(({ writeOnly }) => writeOnly === true)
  );
};

const isPlain = (values: readonly JsonValue[]): boolean => values.every((value) => typeof value !== 'object');

/** A value as text in which neither the order of keys nor that of a list's plain values counts: no contract promises either. */
const canonical = (said: PropertySchemas, written: JsonValue): string => {
  const value = meant(said, written);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => canonical(saidOfItem(said, index), item));
    return `[${isPlain(value) ? [...new Set(items)].toSorted() : items}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([name]) => !isOneSided(said, name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(saidOfMember(said, name), item)}`)}}`;
};

const memberOf = (object: JsonObject, name: string): JsonValue =>
  Object.hasOwn(object, name) ? (object[name] ?? null) : null;

/** Whether an object shows what another one set. What wasn't set may be there, unless only a request could have set it: a server fills in what it knows. */
const holdsAll = (said: PropertySchemas, set: JsonObject, seen: JsonObject): boolean => {
  const isUntold = (name: string): boolean =>
    isOneSided(said, name) || (!Object.hasOwn(seen, name) && isLeftOut(said.shown, name));
  const isFilledIn = (name: string): boolean =>
    seen[name] === null || isNamed([...said.sent, ...said.shown], name) || isLeftOut(said.sent, name);
  return (
    Object.entries(set).every(
      ([name, value]) => isUntold(name) || holds(saidOfMember(said, name), value, memberOf(seen, name)),
    ) &&
    Object.keys(seen)
      .filter((name) => !Object.hasOwn(set, name))
      .every(isFilledIn)
  );
};

const holds = (said: PropertySchemas, set: JsonValue, seen: JsonValue): boolean => {
  if (said.isShownOtherwise) return true;
  const [one, other] = [meant(said, set), meant(said, seen)];
  if (Array.isArray(one) && Array.isArray(other) && !isPlain(one)) {
    return (
      one.length === other.length &&
      one.every((item, index) => holds(saidOfItem(said, index), item, other[index] ?? null))
    );
  }
  return isObject(one) && isObject(other) ? holdsAll(said, one, other) : canonical(said, set) === canonical(said, seen);
};

/** Whether two values of a property that answers show mean the same, however each is written; what isn't there is null. */
export const isSame = (
  model: ResourceModel,
  name: string,
  one: JsonValue | undefined,
  other: JsonValue | undefined,
): boolean => {
  const said = saidOfProperty(model, name);
  return canonical(said, one ?? null) === canonical(said, other ?? null);
};

/** Whether answers show a property otherwise than requests write it, so that nothing tells whether it is as it was set. */
export const isShownOtherwise = (model: ResourceModel, name: string): boolean =>
  saidOfProperty(model, name).isShownOtherwise;

/** Whether a property that an answer shows is as a request set it: all that was set is there and means the same; what isn't there is null. */
export const isAsSet = (
  model: ResourceModel,
  name: string,
  set: JsonValue | undefined,
  seen: JsonValue | undefined,
): boolean => holds(saidOfProperty(model, name), set ?? null, seen ?? null);
