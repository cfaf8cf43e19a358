import fc from 'fast-check';
import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../../src/contract/document.ts';
import { mergedSchema } from '../../src/contract/merged-schema.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { listedValue } from './listed-value.ts';
import { ordinaryString } from './ordinary-string.ts';

/** What a generator needs to know besides the schema. */
export interface GenerationContext {
  readonly document: OpenApiDocument;
  /** Values for names that only the target's owner knows (`--set`). */
  readonly ownerValues: ReadonlyMap<string, readonly string[]>;
}

/** Deeper than any hand-written request; below it, optional parts of schemas that contain themselves are left out. */
const depthMax = 5;

/** Whole numbers that mean the same to everyone: small and not negative. */
const ordinaryIntegerMax = 10;
const listedIndexMax = 1000;
const itemsMax = 3;

// Made once, because making one from a regular expression takes longer than drawing a thousand values from it.
/** Names that are as good for a header as for a property. */
const additionalName = fc.stringMatching(/^X-[A-Z][a-z]{2,8}$/);
const plainName = fc.stringMatching(/^[a-z]{1,8}$/);

const ordinaryNumber = (schema: JsonObject, whole: boolean): fc.Arbitrary<number> => {
  const lowest = Number(
    schema.minimum ?? schema.exclusiveMinimum ?? Math.min(0, Number(schema.maximum ?? schema.exclusiveMaximum ?? 0)),
  );
  const highest = Number(schema.maximum ?? schema.exclusiveMaximum ?? lowest + ordinaryIntegerMax);
  const step = Number(schema.multipleOf ?? (whole ? 1 : 0.5));
  const first = Math.ceil(lowest / step) + (schema.exclusiveMinimum !== undefined && lowest % step === 0 ? 1 : 0);
  const last = Math.floor(highest / step) - (schema.exclusiveMaximum !== undefined && highest % step === 0 ? 1 : 0);
  return fc
    .integer({ min: first, max: Math.max(first, Math.min(last, first + ordinaryIntegerMax)) })
    .map((count) => count * step);
};

const ordinaryArray = (schema: JsonObject, context: GenerationContext, depth: number): fc.Arbitrary<JsonValue> => {
  const prefix = arrayAt(schema, 'prefixItems').map((item) => ordinaryValue(item, context, depth + 1));
  const minLength = Math.max(Number(schema.minItems ?? 0) - prefix.length, prefix.length === 0 ? 1 : 0);
  const maxLength = Math.max(minLength, Math.min(Number(schema.maxItems ?? itemsMax) - prefix.length, itemsMax));
  const item = ordinaryValue(schema.items, context, depth + 1);
  const same = (one: JsonValue, other: JsonValue): boolean => JSON.stringify(one) === JSON.stringify(other);
  // A list of a few different things is the ordinary one; lists with repetitions are permitted all the same, and tried as extremes.
  const rest = fc.uniqueArray(item, { minLength: Math.min(minLength, 1), maxLength, comparator: same });
  return fc
    .tuple(fc.tuple(...prefix), schema.items === false ? fc.constant([]) : rest)
    .map(([head, tail]) => [...head, ...tail]);
};

const isLeftOut = (name: string, schema: JsonObject, context: GenerationContext): boolean => {
  const values = schema['x-values'] ?? mergedSchema(context.document, schema.items)['x-values'];
  return schema.readOnly === true || values === 'unspecified' || (values === 'owner' && !context.ownerValues.has(name));
};

const ordinaryObject = (schema: JsonObject, context: GenerationContext, depth: number): fc.Arbitrary<JsonValue> => {
  const { document } = context;
  const required = arrayAt(schema, 'required').map(String);
  const properties = Object.entries(objectAt(schema, 'properties')).filter(([name, property]) => {
    if (property === false) return false;
    return required.includes(name) || (depth < depthMax && !isLeftOut(name, mergedSchema(document, property), context));
  });
  const made = properties.flatMap(([name, property]) => {
    try {
      return [[name, ordinaryProperty(name, property, context, depth + 1)] as const];
    } catch (error) {
      // What can't be made is left out where it may be.
      if (error instanceof CannotGenerate && !required.includes(name)) return [];
      throw error;
    }
  });
  const known = fc.record(Object.fromEntries(made));
  const { additionalProperties } = schema;
  if (properties.length > 0 || !isObject(additionalProperties)) return known as fc.Arbitrary<JsonValue>;
  return fc.dictionary(additionalName, ordinaryValue(additionalProperties, context, depth + 1), {
    minKeys: Math.max(1, Number(schema.minProperties ?? 0)),
    maxKeys: Math.max(2, Number(schema.minProperties ?? 0)),
    noNullPrototype: true,
  });
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
  const merged = mergedSchema(context.document, schema);
  const one = fc.constantFrom(...values).map((value): JsonValue => (merged.type === 'integer' ? Number(value) : value));
  return merged.type === 'array' ? one.map((value) => [value]) : one;
};

const typeOf = (schema: JsonObject): string => {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => type !== 'null');
  if (typeof types[0] === 'string') return types[0];
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return 'object';
  if (schema.items !== undefined || schema.prefixItems !== undefined) return 'array';
  if (schema.pattern !== undefined || schema.format !== undefined || schema.minLength !== undefined) return 'string';
  return schema.type === undefined ? 'anything' : 'null';
};

const anything = (): fc.Arbitrary<JsonValue> =>
  fc.oneof(
    fc.dictionary(plainName, fc.oneof(ordinaryString({}), fc.nat(ordinaryIntegerMax)), {
      noNullPrototype: true,
    }),
    ordinaryString({}),
  );

/** A value that a schema permits and that no server has a reason to refuse. Optional properties are there; owners' values only if they were given. */
export const ordinaryValue = (
  schema: JsonValue | undefined,
  context: GenerationContext,
  depth = 0,
): fc.Arbitrary<JsonValue> => {
  const merged = mergedSchema(context.document, schema);
  if (merged.const !== undefined) return fc.constant(merged.const);
  if (Array.isArray(merged.enum)) return fc.constantFrom(...merged.enum);
  const values = merged['x-values'];
  if (typeof values === 'string' && !['owner', 'unspecified', 'url'].includes(values)) {
    return fc.nat(listedIndexMax).map((index) => listedValue(values, index));
  }
  const branches = [...arrayAt(merged, 'anyOf'), ...arrayAt(merged, 'oneOf')];
  if (branches.length > 0) {
    const { anyOf: _anyOf, oneOf: _oneOf, ...base } = merged;
    return fc.oneof(...branches.map((branch) => ordinaryValue({ allOf: [base, branch] }, context, depth)));
  }
  switch (typeOf(merged)) {
    case 'object':
      return ordinaryObject(merged, context, depth);
    case 'array':
      return ordinaryArray(merged, context, depth);
    case 'string':
      return ordinaryString(merged);
    case 'integer':
      return ordinaryNumber(merged, true);
    case 'number':
      return ordinaryNumber(merged, false);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return anything();
  }
};
