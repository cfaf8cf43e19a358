import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { branchesOf } from './branches.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { documentedTexts } from './documented-texts.ts';
import { fitting, fittingOrNull } from './fitting.ts';
import { depthHardMax, depthMax, type GenerationContext, type Inside, sizeMax } from './generation.ts';
import { hasListed, listedValue } from './listed-value.ts';
import { memoizeArbitrary } from './memoize-arbitrary.ts';
import { ordinaryArray } from './ordinary-array.ts';
import { ordinaryNumber } from './ordinary-number.ts';
import { ordinaryObject } from './ordinary-object.ts';
import { ordinaryString, stringSchema } from './ordinary-string.ts';
import { ownerValue } from './owner-value.ts';
import { type SchemaParts, schemaParts, valuesOf } from './schema-parts.ts';
import { impliedTypes, statedTypes, type ValueType } from './value-types.ts';

const listedIndexMax = 1000;
const plainNumberMax = 10;

/** Names of properties of which nothing is known. Made once, since making one from a regular expression takes long. */
const plainName = fc.stringMatching(/^[a-z]{1,8}$/);

/** Keywords that are kept by the way in which values are made; whatever else stands in a schema is looked at afterwards. */
const keptKeywords: readonly string[] = [
  'type',
  'properties',
  'required',
  'additionalProperties',
  'maxProperties',
  'items',
  'prefixItems',
  'minItems',
  'maxItems',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'contentMediaType',
  'contentEncoding',
  '$defs',
  '$comment',
  '$schema',
];

const anything = (): fc.Arbitrary<JsonValue> =>
  fc.oneof(
    fc.dictionary(plainName, fc.oneof(ordinaryString({}), fc.nat(plainNumberMax)), {
      noNullPrototype: true,
    }),
    ordinaryString({}),
  );

/** One value of each type at least, for schemas that say what a value is not. */
const anythingElse = (): fc.Arbitrary<JsonValue> =>
  fc.oneof(
    fc.integer({ min: -plainNumberMax, max: plainNumberMax }),
    ordinaryString({}),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom<JsonValue>({}, [], '', 0.5),
    fc.array(fc.nat(plainNumberMax), { minLength: 1, maxLength: 3 }),
    anything(),
  );

const ofType = (type: ValueType, parts: SchemaParts, inside: Inside): fc.Arbitrary<JsonValue> => {
  switch (type) {
    case 'object':
      return ordinaryObject(parts, inside);
    case 'array':
      return ordinaryArray(parts, inside);
    case 'string':
      return ordinaryString(stringSchema(parts));
    case 'integer':
      return ordinaryNumber(parts, { whole: true });
    case 'number':
      return ordinaryNumber(parts, { whole: false });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return type satisfies never;
  }
};

/** The values of one way to keep a schema, before they are looked at: one kind after the other, the most ordinary first. */
const candidatesFor = (parts: SchemaParts, inside: Inside): readonly (() => fc.Arbitrary<JsonValue>)[] => {
  const stated = statedTypes(parts);
  const ofTypes = (all: readonly ValueType[]): (() => fc.Arbitrary<JsonValue>)[] => [
    ...all.map((type) => () => ofType(type, parts, inside)),
    ...all.map((type) => () => ofType(type, parts, { ...inside, sparse: true })),
  ];
  if (stated !== null) {
    // Where something else than null may stand, null is nothing ordinary.
    return ofTypes([...stated.filter((type) => type !== 'null'), ...stated.filter((type) => type === 'null')]);
  }
  const implied = impliedTypes(parts);
  return implied.length === 0 ? [anything, anythingElse] : [...ofTypes(implied), anythingElse];
};

/** Whether the way in which values are made keeps all that parts say. */
const isKeptByConstruction = (parts: SchemaParts): boolean =>
  parts.length <= 1 &&
  parts.every((part) =>
    Object.keys(part).every((keyword) => keptKeywords.includes(keyword) || keyword.startsWith('x-')),
  );

const namesOf = (parts: SchemaParts): string => [...new Set(parts.flatMap((part) => Object.keys(part)))].join(', ');

/** Values that keep parts, of the first kind of which there are some. Those of the very first kind may be known to keep them. */
const valuesFor = (
  parts: SchemaParts,
  inside: Inside,
  { passes, isKept }: { readonly passes: (value: JsonValue) => boolean; readonly isKept: boolean },
): fc.Arbitrary<JsonValue> => {
  let failure: CannotGenerate | null = null;
  for (const [index, make] of candidatesFor(parts, inside).entries()) {
    try {
      const values = make();
      const kept = index === 0 && isKept ? values : fittingOrNull(values, passes);
      if (kept !== null) return kept;
    } catch (error) {
      if (!(error instanceof CannotGenerate)) throw error;
      failure ??= error;
    }
  }
  const shown = documentedTexts(parts).filter(passes);
  if (shown.length > 0) return fc.constantFrom(...shown);
  throw failure ?? new CannotGenerate(`no value is known that keeps all of ${namesOf(parts)}`);
};

/** The values that a schema lists, or null where it lists none. */
const enumerated = (parts: SchemaParts): readonly JsonValue[] | null => {
  const [constant] = valuesOf(parts, 'const');
  if (constant !== undefined) return [constant];
  const [list] = valuesOf(parts, 'enum');
  return Array.isArray(list) ? list : null;
};

const listedResource = (parts: SchemaParts): string | undefined =>
  valuesOf(parts, 'x-values').find(
    (values): values is string => typeof values === 'string' && !['owner', 'unspecified', 'url'].includes(values),
  );

/** Several times as many as any list that somebody writes by hand: to judge a value of a list takes as long as the list is. */
const listedMax = 2_000;

/** How many levels of other values lie in values that were made, at the most. */
const levelsOf = new WeakMap<fc.Arbitrary<JsonValue>, number>();

/** How many other values lie in values that were made, at the most; one for those of which nothing is known. */
const sizes = new WeakMap<fc.Arbitrary<JsonValue>, number>();

const sizeOf = (values: fc.Arbitrary<JsonValue>): number => sizes.get(values) ?? 1;

/** What a value is made with, and how many others, in how many levels, were made for it so far. */
const insideOf = (
  context: GenerationContext,
  depth: number,
): Inside & { readonly levels: () => number; readonly size: () => number } => {
  const { compile } = schemaValidator(context.document);
  let levels = 0;
  let size = 1;
  const noted = (values: fc.Arbitrary<JsonValue>, times = 1): fc.Arbitrary<JsonValue> => {
    levels = Math.max(levels, 1 + (levelsOf.get(values) ?? 0));
    size += sizeOf(values) * times;
    return values;
  };
  /** Values as at one more level; where they would be too large with what is there by now, without what may be left out in them. */
  const smallEnough = (make: (depth: number) => fc.Arbitrary<JsonValue>, times = 1): fc.Arbitrary<JsonValue> => {
    const values = make(depth + 1);
    return size + sizeOf(values) * times <= sizeMax ? values : make(Math.max(depth + 1, depthMax));
  };
  return {
    context,
    depth,
    sparse: false,
    levels: () => levels,
    size: () => size,
    value: (schema, times = 1) =>
      noted(
        smallEnough((at) => ordinaryValue(schema, context, at), times),
        times,
      ),
    property: (name, schema) => noted(smallEnough((at) => ordinaryProperty(name, schema, context, at))),
    keeps: (schema, value) => compile(schema as JsonObject | boolean)(value).length === 0,
  };
};

const makeValue = (whole: JsonValue, context: GenerationContext, depth: number): fc.Arbitrary<JsonValue> => {
  const parts = schemaParts(context.document, whole);
  const { keeps } = insideOf(context, depth);
  // What stands for a listed value can only be judged when it was looked up.
  const passes = (value: JsonValue): boolean => hasListed(value) || keeps(whole, value);
  const listed = enumerated(parts);
  if (listed !== null) {
    const kept = listed.slice(0, listedMax).filter((value) => isObject(whole) && keeps(whole, value));
    if (kept.length === 0) throw new CannotGenerate(`none of the values of enum or const keeps ${namesOf(parts)}`);
    return fc.constantFrom(...kept);
  }
  const resource = listedResource(parts);
  if (resource !== undefined) return fc.nat(listedIndexMax).map((index) => listedValue(resource, index));
  const isKept = isKeptByConstruction(parts);
  let failure: CannotGenerate | null = null;
  const ways = branchesOf(context.document, parts).flatMap((branch) => {
    const inside = insideOf(context, depth);
    try {
      const all = enumerated(branch);
      const values =
        all === null
          ? valuesFor(branch, inside, { passes, isKept })
          : fitting(fc.constantFrom(...all), passes, `none of the values of enum or const keeps ${namesOf(parts)}`);
      return [{ values, levels: inside.levels(), size: inside.size() }];
    } catch (error) {
      if (!(error instanceof CannotGenerate)) throw error;
      failure ??= error;
      return [];
    }
  });
  // Deep inside, only the shortest ways are taken: of those that lead on, each doubles the value or more.
  const fewest = depth < depthMax ? Number.POSITIVE_INFINITY : Math.min(...ways.map(({ levels }) => levels));
  const taken = ways.filter(({ levels }) => levels <= fewest);
  if (taken.length > 0) {
    const values = fc.oneof(...taken.map(({ values }) => values));
    levelsOf.set(values, Math.max(...taken.map(({ levels }) => levels)));
    sizes.set(values, Math.max(...taken.map(({ size }) => size)));
    return values;
  }
  throw failure ?? new CannotGenerate(`no value is known that keeps all of ${namesOf(parts)}`);
};

/** A value that a schema permits and that no server has a reason to refuse. Optional properties are there; owners' values only if they were given. */
export const ordinaryValue = (
  schema: JsonValue = true,
  context: GenerationContext,
  depth = 0,
): fc.Arbitrary<JsonValue> => {
  if (depth > depthHardMax) throw new CannotGenerate('$ref: the schema requires itself inside itself, without end');
  return memoizeArbitrary(schema, context, depth, () => makeValue(schema, context, depth));
};

/** The value of a named property or parameter, from the owner's values where there are any. */
export const ordinaryProperty = (
  name: string,
  schema: JsonValue | undefined,
  context: GenerationContext,
  depth = 0,
): fc.Arbitrary<JsonValue> => {
  const values = context.ownerValues.get(name);
  if (values === undefined) return ordinaryValue(schema, context, depth);
  const { keeps } = insideOf(context, depth);
  return fc.constantFrom(...values.map((text) => ownerValue(text, (value) => keeps(schema ?? true, value))));
};
