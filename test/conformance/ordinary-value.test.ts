import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CannotGenerate } from '../../conformance/arbitraries/cannot-generate.ts';
import { ordinaryValue } from '../../conformance/arbitraries/ordinary-value.ts';
import type { JsonObject, OpenApiDocument } from '../../src/document/document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';

const schemas: JsonObject = {
  Tree: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
  Endless: { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Endless' } } },
  Expression: {
    oneOf: [
      ...['and', 'or'].map((operator) => ({
        type: 'object',
        required: ['operator', 'left', 'right'],
        properties: {
          operator: { const: operator },
          left: { $ref: '#/components/schemas/Expression' },
          right: { $ref: '#/components/schemas/Expression' },
        },
      })),
      { type: 'string' },
    ],
  },
  Cat: { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' }, models: { type: 'integer' } } },
  Dog: { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' }, tricks: { type: 'array' } } },
};
const document: OpenApiDocument = { openapi: '3.1.0', paths: {}, components: { schemas } };
const context = { document, ownerValues: new Map() };

/** Every format that the validator knows. */
const formats = [
  'date',
  'time',
  'date-time',
  'iso-time',
  'iso-date-time',
  'duration',
  'uri',
  'uri-reference',
  'uri-template',
  'url',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'regex',
  'uuid',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
  'byte',
  'password',
  'binary',
];

test.each<{ readonly schema: JsonObject }>([
  ...formats.map((format) => ({ schema: { type: 'string', format } })),
  ...['int32', 'int64'].map((format) => ({ schema: { type: 'integer', format } })),
  ...['float', 'double'].map((format) => ({ schema: { type: 'number', format } })),
  { schema: { allOf: [{ type: 'integer', minimum: 3 }, { minimum: 90 }, { maximum: 95 }, { maximum: 1000 }] } },
  { schema: { allOf: [{ type: 'number', multipleOf: 0.2 }, { multipleOf: 0.3 }] } },
  { schema: { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.11 } },
  { schema: { allOf: [{ enum: ['a', 'b', 'c'] }, { enum: ['b', 'c', 'd'] }, { not: { const: 'c' } }] } },
  { schema: { allOf: [{ type: 'string', pattern: '^[a-z]+$' }, { pattern: '^.*b.*$' }], minLength: 2, maxLength: 6 } },
  { schema: { type: 'string', pattern: '^[a-z]*$', minLength: 40, maxLength: 60 } },
  { schema: { type: 'array', items: { type: 'boolean' }, minItems: 5 } },
  { schema: { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 3 } },
  { schema: { type: 'array', items: { type: 'integer' }, contains: { minimum: 7 }, minContains: 2, maxContains: 3 } },
  {
    schema: { type: 'object', propertyNames: { pattern: '^[a-z]{2}$' }, additionalProperties: true, minProperties: 3 },
  },
  { schema: { type: 'object', patternProperties: { '^n-': { type: 'integer' } }, additionalProperties: false } },
  { schema: { type: 'object', properties: { a: {}, b: {}, c: {} }, required: ['a'], maxProperties: 2 } },
  {
    schema: {
      properties: { a: { type: 'integer' } },
      required: ['a'],
      allOf: [{ properties: { a: { minimum: 5 } }, additionalProperties: { type: 'boolean' } }, { required: ['b'] }],
    },
  },
  { schema: { type: 'object', dependentRequired: { a: ['b'], b: ['c'] }, properties: { a: { type: 'null' } } } },
  {
    schema: {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      unevaluatedProperties: false,
    },
  },
  { schema: { $ref: '#/components/schemas/Tree' } },
  { schema: { type: ['null', 'integer'] } },
])('What is made for $schema keeps it', ({ schema }) => {
  const validate = schemaValidator(document).compile(schema);
  const values = fc.sample(ordinaryValue(schema, context), { seed: 1, numRuns: 100 });
  for (const value of values) expect(validate(value), JSON.stringify(value)).toEqual([]);
});

test.each<{ readonly schema: JsonObject; readonly why: RegExp }>([
  { schema: { $ref: '#/components/schemas/Endless' }, why: /^\$ref: the schema requires itself/ },
  { schema: { $ref: 'https://example.com/schema' }, why: /^\$ref .* is no place in this document/ },
  { schema: { $dynamicRef: '#node' }, why: /^\$dynamicRef/ },
  { schema: { type: 'string', pattern: '^(?=a)b$' }, why: /pattern/ },
  { schema: { type: 'string', pattern: '(' }, why: /^pattern/ },
  { schema: { type: 'string', format: 'uuid', maxLength: 3 }, why: /uuid/ },
  { schema: { type: 'string', minLength: 1e9 }, why: /^minLength/ },
  { schema: { type: 'string', minLength: 5, maxLength: 4 }, why: /^minLength is more than maxLength/ },
  { schema: { type: 'integer', minimum: 5, maximum: 4 }, why: /^minimum, maximum/ },
  { schema: { type: 'array', items: { const: 1 }, minItems: 2, uniqueItems: true }, why: /uniqueItems/ },
  { schema: { type: 'array', minItems: 1e9 }, why: /^minItems/ },
  { schema: { type: 'object', minProperties: 1e9 }, why: /^minProperties/ },
  { schema: { type: 'object', required: ['a'], properties: { a: false } }, why: /required and forbidden/ },
  { schema: { type: 'string', enum: [1, 2] }, why: /enum/ },
  { schema: { allOf: [{ type: 'string' }, { type: 'integer' }] }, why: /type/ },
  { schema: { type: 'integer', not: { type: 'number' } }, why: /not/ },
])('That nothing is made for $schema is said by the keyword', ({ schema, why }) => {
  const make = () => ordinaryValue(schema, context);
  expect(make).toThrow(CannotGenerate);
  expect(make).toThrow(why);
});

test('Null is nothing ordinary where something else may stand', () => {
  const values = fc.sample(ordinaryValue({ type: ['null', 'integer'] }, context), { seed: 1, numRuns: 50 });
  expect(values).not.toContain(null);
});

test('Values of a grammar are made without going through all that it permits, and have an end', {
  timeout: 20_000,
}, () => {
  const schema = { $ref: '#/components/schemas/Expression' };
  const values = fc.sample(ordinaryValue(schema, context), { seed: 1, numRuns: 100 });
  const validate = schemaValidator(document).compile(schema);
  for (const value of values) expect(validate(value)).toEqual([]);
  expect(values.some((value) => JSON.stringify(value).includes('"and"'))).toBe(true);
  expect(Math.max(...values.map((value) => JSON.stringify(value).length))).toBeLessThan(5_000);
});

test('Of the ways that many choices leave together, the first few are made', { timeout: 20_000 }, () => {
  const choice = (index: number): JsonObject => ({
    anyOf: Array.from({ length: 10 }, (_, way) => ({ properties: { [`p${index}`]: { const: way } } })),
  });
  const schema = { type: 'object', allOf: Array.from({ length: 7 }, (_, index) => choice(index)) };
  const [value] = fc.sample(ordinaryValue(schema, context), { seed: 1, numRuns: 1 });
  expect(schemaValidator(document).compile(schema)(value)).toEqual([]);
});

test.each(['date-time', 'time', 'iso-date-time', 'iso-time'])(
  'Ordinary values of %s are in whole seconds',
  (format) => {
    const values = fc.sample(ordinaryValue({ type: 'string', format }, context), { seed: 1, numRuns: 20 });
    for (const value of values) expect(value).toMatch(/:\d\dZ$/);
  },
);

test.each([
  ['itself', { $ref: '#/components/schemas/Wide' }],
  ['lists of itself', { type: 'array', items: { $ref: '#/components/schemas/Wide' } }],
])('A value of a schema that holds %s in many places stays small', (_, inside) => {
  const names = [...Array(30).keys()].map((index) => `child${index}`);
  const Wide = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, inside])) };
  const wide = { document: { ...document, components: { schemas: { Wide } } }, ownerValues: new Map() };
  const [value] = fc.sample(ordinaryValue({ $ref: '#/components/schemas/Wide' }, wide), { numRuns: 1, seed: 1 });
  expect(Object.keys(value as object)).toHaveLength(30);
  expect(JSON.stringify(value).length).toBeLessThan(1_000_000);
});

test('A value of a list of a hundred thousand is made before anybody gives up', () => {
  const schema = { enum: [...Array(100_000).keys()].map((index) => `value${index}`) };
  expect(fc.sample(ordinaryValue(schema, context), { numRuns: 1, seed: 1 })[0]).toMatch(/^value\d+$/);
}, 60_000);

test.each([
  { type: 'number', multipleOf: 5e-324, minimum: 1e300 },
  { type: 'integer', multipleOf: 1e308, minimum: 1 },
  { type: 'number', multipleOf: 1e-300 },
])('Numbers that can’t be counted are made or given up, and nothing breaks: %j', (schema) => {
  try {
    expect(fc.sample(ordinaryValue(schema, context), 1)).toHaveLength(1);
  } catch (error) {
    expect(error).toBeInstanceOf(CannotGenerate);
  }
});
