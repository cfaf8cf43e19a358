import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../../src/document/document.ts';
import { referencesMax, referredValue } from '../../src/document/schema-view.ts';
import { patternOf } from '../../src/schema/pattern.ts';
import { CannotGenerate } from './cannot-generate.ts';

/** Schemas that hold of one value together, without `$ref` and `allOf`: what they name stands among them. */
export type SchemaParts = readonly JsonObject[];

/** Takes nothing, as the schema `false`. */
const nothing: JsonObject = { not: {} };

/** Keywords that change what a reference means; none of them is used by contracts, whose references are JSON Pointers into one document. */
const unreadable = ['$dynamicRef', '$recursiveRef'] as const;

const referred = (document: OpenApiDocument, ref: string): JsonValue | undefined => {
  const found = referredValue(document, ref);
  if (found === undefined) throw new CannotGenerate(`$ref ${JSON.stringify(ref)} is no place in this document`);
  return found;
};

/** Takes a schema apart into what must hold together. Throws CannotGenerate for references that can't be followed. */
export const schemaParts = (document: OpenApiDocument, schema: JsonValue | undefined, passed = 0): SchemaParts => {
  if (schema === false) return [nothing];
  if (!isObject(schema)) return [];
  if (passed > referencesMax) throw new CannotGenerate('$ref goes in circles, or deeper than any contract');
  const strange = unreadable.find((keyword) => schema[keyword] !== undefined);
  if (strange !== undefined) throw new CannotGenerate(`${strange} has no meaning in a single document`);
  const { $ref, allOf, ...own } = schema;
  return [
    ...(typeof $ref === 'string' ? schemaParts(document, referred(document, $ref), passed + 1) : []),
    ...(Object.keys(own).length > 0 ? [own] : []),
    ...(Array.isArray(allOf) ? allOf.flatMap((part) => schemaParts(document, part, passed + 1)) : []),
  ];
};

/** Joins schemas that hold together into one; undefined where there is none. */
const joinedSchema = (schemas: readonly JsonValue[]): JsonValue | undefined =>
  schemas.length > 1 ? { allOf: schemas } : schemas[0];

/** The values of a keyword, from all parts that have it. */
export const valuesOf = (parts: SchemaParts, keyword: string): readonly JsonValue[] =>
  parts.flatMap((part) => {
    const value = part[keyword];
    return value === undefined ? [] : [value];
  });

/** Whether a schema lists its values. */
export const isListed = (parts: SchemaParts): boolean =>
  parts.some(({ enum: list, const: one }) => list !== undefined || one !== undefined);

const numbersOf = (parts: SchemaParts, keyword: string): readonly number[] =>
  valuesOf(parts, keyword).filter((value) => typeof value === 'number');

/** The largest number that parts state for a keyword, or undefined where none does. */
export const largestOf = (parts: SchemaParts, keyword: string): number | undefined => {
  const numbers = numbersOf(parts, keyword);
  return numbers.length === 0 ? undefined : Math.max(...numbers);
};

/** The smallest number that parts state for a keyword, or undefined where none does. */
export const smallestOf = (parts: SchemaParts, keyword: string): number | undefined => {
  const numbers = numbersOf(parts, keyword);
  return numbers.length === 0 ? undefined : Math.min(...numbers);
};

const matches = (source: string, name: string): boolean => {
  const pattern = patternOf(source);
  if (pattern === null) throw new CannotGenerate(`patternProperties: ${source} is no regular expression`);
  // One that was given up says nothing of any name.
  return pattern.matches(name) ?? false;
};

const schemasFor = (part: JsonObject, name: string): readonly JsonValue[] => {
  const properties = objectAt(part, 'properties');
  const own = Object.hasOwn(properties, name) ? [properties[name] ?? {}] : [];
  const byPattern = Object.entries(objectAt(part, 'patternProperties'))
    .filter(([pattern]) => matches(pattern, name))
    .map(([, schema]) => schema);
  const known = [...own, ...byPattern];
  return known.length === 0 && part.additionalProperties !== undefined ? [part.additionalProperties] : known;
};

/** What all parts say of a property, `true` where they say nothing. */
export const propertySchema = (parts: SchemaParts, name: string): JsonValue => {
  const said = parts.flatMap((part) => schemasFor(part, name));
  if (said.includes(false)) return false;
  return joinedSchema(said.length > 0 ? said : valuesOf(parts, 'unevaluatedProperties')) ?? true;
};

const schemasAt = (part: JsonObject, index: number): readonly JsonValue[] => {
  const prefix = arrayAt(part, 'prefixItems');
  const found = index < prefix.length ? prefix[index] : part.items;
  return found === undefined ? [] : [found];
};

/** What all parts say of an item, `true` where they say nothing. */
export const itemSchema = (parts: SchemaParts, index: number): JsonValue => {
  const said = parts.flatMap((part) => schemasAt(part, index));
  if (said.includes(false)) return false;
  return joinedSchema(said.length > 0 ? said : valuesOf(parts, 'unevaluatedItems')) ?? true;
};
