import { arrayAt, type JsonObject, type JsonValue, objectAt } from '../document/document.ts';
import { ownEntry } from '../document/own-entry.ts';
import type { keywordPromises } from './clause.ts';

/** Values of a list that a sentence names; the contract holds all. */
const valuesShownMax = 6;

const types: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

const listed = (values: readonly JsonValue[]): string => {
  const shown = values.slice(0, valuesShownMax).map((value) => JSON.stringify(value));
  return `${shown.join(', ')}${values.length > shown.length ? `, … (${values.length} in all)` : ''}`;
};

const counted = (count: JsonValue | undefined, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const propertyNames = (names: readonly string[]): string =>
  names.length === 0 ? 'has no properties' : `has no properties but ${names.join(', ')}`;

/** What each keyword says of a value, as the end of a sentence. */
const predicates: Readonly<Record<(typeof keywordPromises)[number], (schema: JsonObject) => string>> = {
  type: ({ type = [] }) =>
    `is ${[type]
      .flat()
      .map((name) => ownEntry(types, name) ?? String(name))
      .join(' or ')}`,
  enum: (schema) => `is one of ${listed(arrayAt(schema, 'enum'))}`,
  const: (schema) => `is ${JSON.stringify(schema.const)}`,
  format: ({ format }) => `has the format ${format}`,
  pattern: ({ pattern }) => `matches ${pattern}`,
  minLength: ({ minLength }) => `has at least ${counted(minLength, 'character')}`,
  maxLength: ({ maxLength }) => `has at most ${counted(maxLength, 'character')}`,
  minimum: ({ minimum }) => `is at least ${minimum}`,
  maximum: ({ maximum }) => `is at most ${maximum}`,
  exclusiveMinimum: ({ exclusiveMinimum }) => `is more than ${exclusiveMinimum}`,
  exclusiveMaximum: ({ exclusiveMaximum }) => `is less than ${exclusiveMaximum}`,
  multipleOf: ({ multipleOf }) => `is a multiple of ${multipleOf}`,
  minItems: ({ minItems }) => `has at least ${counted(minItems, 'item')}`,
  maxItems: ({ maxItems }) => `has at most ${counted(maxItems, 'item')}`,
  uniqueItems: () => 'has no item twice',
  contains: () => 'has as many items of the kind that `contains` describes as it is to have',
  minProperties: ({ minProperties: count }) => `has at least ${count} ${count === 1 ? 'property' : 'properties'}`,
  maxProperties: ({ maxProperties: count }) => `has at most ${count} ${count === 1 ? 'property' : 'properties'}`,
  propertyNames: () => 'has no properties but those whose names are as `propertyNames` has them',
  additionalProperties: (schema) => propertyNames(Object.keys(objectAt(schema, 'properties'))),
  unevaluatedProperties: () => 'has no properties but those that the contract describes',
  unevaluatedItems: () => 'has no items but those that the contract describes',
  items: (schema) => `has no more than ${counted(arrayAt(schema, 'prefixItems').length, 'item')}`,
  dependentRequired: () => 'has the properties that others of it call for',
  dependentSchemas: () => 'is as the properties that it has call for',
  contentMediaType: ({ contentMediaType }) => `holds ${contentMediaType}, as a text`,
  anyOf: (schema) => `is as one at least of ${arrayAt(schema, 'anyOf').length} schemas has it`,
  oneOf: (schema) => `is as exactly one of ${arrayAt(schema, 'oneOf').length} schemas has it`,
  not: () => 'is nothing that `not` describes',
  if: () => 'is as `then` or `else` has it, whichever its `if` calls for',
  $ref: ({ $ref }) => `is as ${$ref} has it`,
  false: () => 'is never there',
};

/** What a keyword demands of a value, as the end of a sentence that begins with the value; null for what is no keyword. */
export const keywordSentence = (kind: string, schema: JsonObject): string | null =>
  Object.hasOwn(predicates, kind) ? predicates[kind as keyof typeof predicates](schema) : null;
