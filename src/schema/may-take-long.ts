import { isObject, type JsonObject, type JsonValue, type OpenApiDocument, type Schema } from '../document/document.ts';
import { visitObjects } from '../document/openapi-walk.ts';
import { appliedSchemas, referredValue } from '../document/schema-view.ts';
import { stepsFor } from './pattern-steps.ts';

/** So many values inside a value are judged at once by any schema of a contract; more are counted no further. */
const fewValuesMax = 2_000;

/** So many texts are tested by slow patterns at once: each test has a bound of its own (`pattern.ts`). */
const fewTextsMax = 100;

/** So many schemas may apply to one value at its place: more than any API combines. */
const combinedMax = 2_000;

/** A text of this length, and no longer, is an ordinary one. */
const ordinaryCharacters = 1_000;

/** A pattern that takes more steps than these for an ordinary text is worth a watch. */
const stepsMax = 100_000;

/** Whether a schema states a pattern that takes time. */
const isSlow = ({ pattern, patternProperties }: JsonObject): boolean => {
  const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {});
  if (typeof pattern === 'string') patterns.push(pattern);
  return patterns.some((one) => stepsFor(one)(ordinaryCharacters) > stepsMax);
};

/** Whether a schema leads back to itself, and whether one that it leads to states a pattern that takes time. */
const lookThrough = (document: OpenApiDocument, schema: JsonValue): { hasCircle: boolean; hasSlowPattern: boolean } => {
  const found = { hasCircle: false, hasSlowPattern: false };
  const done = new Set<JsonValue>();
  const open = new Set<JsonValue>();
  const visit = (from: JsonValue): void => {
    found.hasCircle ||= open.has(from);
    if (open.has(from) || done.has(from)) return;
    open.add(from);
    for (const { object } of visitObjects(from, 'schema')) {
      found.hasSlowPattern ||= isSlow(object);
      const to = referredValue(document, object.$ref);
      if (to !== undefined) visit(to);
    }
    open.delete(from);
    done.add(from);
  };
  visit(schema);
  return found;
};

/** How many schemas apply to one value at its place, up to `combinedMax`: two that each combine two double at every level. */
const combined = (document: OpenApiDocument, schema: JsonValue): number => {
  const known = new Map<JsonValue, number>();
  const count = (one: JsonValue | undefined): number => {
    if (!isObject(one)) return 1;
    const found = known.get(one);
    if (found !== undefined) return found;
    // One that combines itself has no end; `lookThrough` finds it.
    known.set(one, combinedMax);
    const sum = appliedSchemas(document, one).reduce((total, { schema: other }) => total + count(other), 1);
    known.set(one, Math.min(sum, combinedMax));
    return Math.min(sum, combinedMax);
  };
  count(schema);
  return Math.max(...known.values(), 1);
};

/** Whether a value holds more values than so many, at any depth. */
const holdsMore = (value: JsonValue | undefined, max: number): boolean => {
  let count = 0;
  const open: JsonValue[] = value === undefined ? [] : [value];
  for (let one = open.pop(); one !== undefined && count <= max; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const members = Object.values(one);
    count += members.length;
    if (count <= max) open.push(...members);
  }
  return count > max;
};

/** How many values are judged by a schema in no time, as far as the schema tells. */
const quickValues = (document: OpenApiDocument, schema: Schema): number => {
  if (typeof schema === 'boolean') return fewValuesMax;
  const { hasCircle, hasSlowPattern } = lookThrough(document, schema);
  if (hasCircle || combined(document, schema) >= combinedMax) return -1;
  return hasSlowPattern ? fewTextsMax : fewValuesMax;
};

/** Makes what finds out, from a schema of a document and a value, whether to judge one by the other may take longer than anyone waits. */
export const createMayTakeLong = (document: OpenApiDocument) => {
  /** One entry for each schema that is in use. */
  const known = new WeakMap<object, number>();
  return (schema: Schema, value: JsonValue | undefined): boolean => {
    const max = typeof schema === 'boolean' ? fewValuesMax : (known.get(schema) ?? quickValues(document, schema));
    if (typeof schema !== 'boolean') known.set(schema, max);
    return holdsMore(value, max);
  };
};
