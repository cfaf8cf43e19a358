import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue, OpenApiDocument } from '../../src/document/document.ts';
import { judgedInTime, timesLate, tooLate } from '../../src/schema/judged-in-time.ts';
import { createMayTakeLong } from '../../src/schema/may-take-long.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';

const documentWith = (schemas: JsonObject): OpenApiDocument =>
  ({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, components: { schemas } }) as never;

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** A filter that is made of filters: an ordinary schema. */
const filter: JsonObject = {
  oneOf: [
    { type: 'object', properties: { and: { type: 'array', items: ref('Filter') } }, required: ['and', 'left'] },
    { type: 'object', properties: { and: { type: 'array', items: ref('Filter') } }, required: ['and', 'right'] },
    { type: 'object', properties: { is: { type: 'string' } }, required: ['is'] },
  ],
};

/** Each level combines the one below twice. */
const doubled = (levels: number): JsonObject =>
  Object.fromEntries(
    Array.from({ length: levels }, (_, level) => [
      `Level${level}`,
      level === 0
        ? { type: 'string' }
        : { anyOf: [{ allOf: [ref(`Level${level - 1}`)], minLength: 9 }, ref(`Level${level - 1}`)] },
    ]),
  );

const nested = (levels: number): JsonValue => (levels === 0 ? { is: 1 } : { and: [nested(levels - 1)] });

describe('A judgement may take long by', () => {
  const document = documentWith({ Filter: filter, ...doubled(40), Tree: { properties: { under: ref('Tree') } } });
  const mayTakeLong = createMayTakeLong(document);
  test.each<{ what: string; schema: JsonObject; value: JsonValue; expected: boolean }>([
    { what: 'a schema that contains itself', schema: ref('Filter'), value: {}, expected: true },
    { what: 'one that leads to such a schema', schema: { items: { not: ref('Tree') } }, value: [], expected: true },
    { what: 'schemas that each combine two', schema: ref('Level39'), value: 'a', expected: true },
    { what: 'a pattern of many steps, for one text', schema: { pattern: '^(a|aa)+$' }, value: 'a', expected: false },
    {
      what: 'a name’s pattern of many steps, for many names',
      schema: { patternProperties: { '^(a|aa)+$': true } },
      value: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`a${index}`, 1])),
      expected: true,
    },
    { what: 'a value of thousands of values', schema: { type: 'array' }, value: Array(3_000).fill(0), expected: true },
    {
      what: 'an ordinary schema',
      schema: { properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      value: { a: 1 },
      expected: false,
    },
    { what: 'a few combinations', schema: ref('Level3'), value: 'a', expected: false },
    { what: 'true', schema: {}, value: null, expected: false },
  ])('$what: $expected', ({ schema, value, expected }) => {
    expect(mayTakeLong(schema, value)).toBe(expected);
  });
});

describe('A judgement that takes too long is ended', () => {
  test.each<{ what: string; schemas: JsonObject; schema: JsonObject; value: JsonValue }>([
    { what: 'a schema in itself', schemas: { Filter: filter }, schema: ref('Filter'), value: nested(60) },
    { what: 'schemas that each combine two', schemas: doubled(40), schema: ref('Level39'), value: 1 },
  ])('$what', ({ schemas, schema, value }) => {
    const before = timesLate();
    expect(schemaValidator(documentWith(schemas)).compile(schema)(value)).toEqual([]);
    expect(timesLate()).toBe(before + 1);
  });

  test('what is short is judged by the same schemas as ever', () => {
    const before = timesLate();
    const judge = schemaValidator(documentWith({ Filter: filter })).compile(ref('Filter'));
    expect(judge({ and: [{ is: 'a' }], left: 1 })).toEqual([]);
    expect(judge({ and: [{ is: 1 }], left: 1 })).not.toEqual([]);
    expect(timesLate()).toBe(before);
  });
});

test('What a judgement throws is thrown, and what it returns is returned', () => {
  expect(() =>
    judgedInTime(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(judgedInTime(() => 7)).toBe(7);
  expect(
    judgedInTime(() => {
      for (;;);
    }),
  ).toBe(tooLate);
});
