import { arrayAt, isObject, type JsonObject, type JsonValue, type OpenApiDocument, type Schema } from './document.ts';
import { valueAt } from './json-pointer.ts';
import { visitObjects } from './openapi-walk.ts';
import { stepsFor } from './pattern-steps.ts';
import { splitReference } from './reference-places.ts';

/** So many values inside a value are judged at once by any schema of a contract; more are counted no further. */
const fewValuesMax = 2_000;

/** So many schemas may apply to one value at its place: more than any API combines. */
const combinedMax = 2_000;

/** A text of this length, and no longer, is an ordinary one. */
const ordinaryCharacters = 1_000;

/** A pattern that takes more steps than these for an ordinary text is worth a watch. */
const stepsMax = 100_000;

const target = (document: OpenApiDocument, { $ref }: JsonObject): JsonValue | undefined => {
  const { pointer } = typeof $ref === 'string' ? splitReference($ref) : { pointer: null };
  return pointer === null ? undefined : valueAt(document, pointer);
};

/** Whether a schema states a pattern that takes time. */
const isSlow = ({ pattern, patternProperties }: JsonObject): boolean => {
  const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {});
  if (typeof pattern === 'string') patterns.push(pattern);
  return patterns.some((one) => stepsFor(one)(ordinaryCharacters) > stepsMax);
};

/** Whether a schema, or one that it leads to, is slow itself or contains itself. */
const leadsToTrouble = (document: OpenApiDocument, schema: JsonValue): boolean => {
  const done = new Set<JsonValue>();
  const open = new Set<JsonValue>();
  const visit = (from: JsonValue): boolean => {
    if (open.has(from)) return true;
    if (done.has(from)) return false;
    open.add(from);
    for (const { object } of visitObjects(from, 'schema')) {
      if (isSlow(object)) return true;
      const to = target(document, object);
      if (to !== undefined && visit(to)) return true;
    }
    open.delete(from);
    done.add(from);
    return false;
  };
  return visit(schema);
};

/** How many schemas apply to one value at its place, up to `combinedMax`: two that each combine two double at every level. */
const combined = (document: OpenApiDocument, schema: JsonValue): number => {
  const known = new Map<JsonValue, number>();
  const count = (one: JsonValue | undefined): number => {
    if (!isObject(one)) return 1;
    const found = known.get(one);
    if (found !== undefined) return found;
    // One that combines itself has no end; `leadsToTrouble` finds it.
    known.set(one, combinedMax);
    const { not, if: condition, then, else: otherwise, dependentSchemas } = one;
    const others = [
      ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => arrayAt(one, keyword)),
      not,
      condition,
      then,
      otherwise,
    ];
    const all = [
      ...others,
      ...Object.values(isObject(dependentSchemas) ? dependentSchemas : {}),
      target(document, one),
    ];
    const sum = all.reduce<number>((total, other) => (other === undefined ? total : total + count(other)), 1);
    known.set(one, Math.min(sum, combinedMax));
    return Math.min(sum, combinedMax);
  };
  count(schema);
  return Math.max(...known.values(), 1);
};

/** Whether a value holds more values than `fewValuesMax`. */
const isLarge = (value: JsonValue | undefined): boolean => {
  let count = 0;
  const open: JsonValue[] = value === undefined ? [] : [value];
  for (let one = open.pop(); one !== undefined && count <= fewValuesMax; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const members = Object.values(one);
    count += members.length;
    if (count <= fewValuesMax) open.push(...members);
  }
  return count > fewValuesMax;
};

/** Makes what finds out, from a schema of a document and a value, whether to judge one by the other may take longer than anyone waits. */
export const createMayTakeLong = (document: OpenApiDocument) => {
  const known = new WeakMap<object, boolean>();
  const isTroublesome = (schema: Schema): boolean => {
    if (typeof schema === 'boolean') return false;
    const found = known.get(schema) ?? (leadsToTrouble(document, schema) || combined(document, schema) >= combinedMax);
    known.set(schema, found);
    return found;
  };
  return (schema: Schema, value: JsonValue | undefined): boolean =>
    typeof value === 'object' && value !== null ? isTroublesome(schema) || isLarge(value) : isTroublesome(schema);
};
