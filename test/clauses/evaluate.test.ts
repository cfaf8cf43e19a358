import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { judgeSchemas } from '../contract/judge-schemas.ts';

/** A value and the places in it that break a clause; a place is a JSON Pointer. */
type Breach = readonly [value: JsonValue, ...places: string[]];

interface Row {
  /** What follows `body` in the clause's id. */
  readonly clause: string;
  readonly schema: JsonObject | boolean;
  /** Values that give the clause a case, and keep it. */
  readonly meets?: readonly JsonValue[];
  readonly breaks?: readonly Breach[];
  /** Values that hold nothing that the clause speaks of. */
  readonly isNoCase?: readonly JsonValue[];
  readonly status?: number;
  /** What the message of a breach holds. */
  readonly says?: string;
}

const text = { type: 'string' };
const number = { type: 'number' };
const list = { type: 'array' };
const map = { type: 'object' };

/** Schemas that the rows refer to. */
const components: JsonObject = {
  Tree: {
    type: 'object',
    required: ['name'],
    properties: { name: text, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
  Small: { type: 'integer', maximum: 9 },
  Odd: { $defs: { 'a/b~c d': { type: 'boolean' } } },
};

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** Makes an object without a prototype. */
const bare = (members: JsonObject): JsonObject => Object.assign(Object.create(null), members);

const rows: readonly Row[] = [
  // Of any value.
  {
    clause: ':type',
    schema: text,
    meets: ['', 'a'],
    breaks: [
      [1, ''],
      [null, ''],
      [[], ''],
    ],
    says: 'must be string',
  },
  { clause: ':type', schema: { type: ['string', 'null'] }, meets: ['a', null], breaks: [[1, '']] },
  {
    clause: ':type',
    schema: { type: 'integer' },
    meets: [1, 1.0, -0],
    breaks: [
      [1.5, ''],
      ['1', ''],
    ],
  },
  {
    clause: ':enum',
    schema: { enum: ['a', null, [1]] },
    meets: ['a', null, [1]],
    breaks: [
      ['b', ''],
      [[], ''],
    ],
    says: 'must be one of "a", null, [1]',
  },
  { clause: ':enum', schema: { ...text, enum: ['a'] }, meets: ['a'], breaks: [['A', '']], isNoCase: [1, null] },
  {
    clause: ':const',
    schema: { const: false },
    meets: [false],
    breaks: [
      [true, ''],
      [0, ''],
      [null, ''],
    ],
    says: 'must be false',
  },
  { clause: ':anyOf', schema: { anyOf: [text, { minimum: 5 }] }, meets: ['a', 5, null], breaks: [[4, '']] },
  {
    clause: ':oneOf',
    schema: { oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }] },
    meets: [2, 3],
    breaks: [
      [6, ''],
      [1, ''],
    ],
  },
  { clause: ':not', schema: { not: text }, meets: [1, null], breaks: [['a', '']] },
  {
    clause: ':if',
    schema: JSON.parse('{"if":{"type":"string"},"then":{"minLength":2},"else":{"type":"number"}}') as JsonObject,
    meets: ['ab', 1],
    breaks: [
      ['a', ''],
      [null, ''],
    ],
  },
  { clause: '/a:false', schema: { properties: { a: false } }, breaks: [[{ a: null }, '/a']], isNoCase: [{}, 1] },

  // Of text.
  {
    clause: ':minLength',
    schema: { ...text, minLength: 2 },
    meets: ['ab', '💩💩'],
    breaks: [
      ['a', ''],
      ['💩', ''],
    ],
    isNoCase: [1, null, ['a']],
  },
  { clause: ':minLength', schema: { minLength: 2 }, meets: ['ab'], breaks: [['a', '']], isNoCase: [1, null] },
  { clause: ':maxLength', schema: { ...text, maxLength: 1 }, meets: ['', '💩'], breaks: [['ab', '']], isNoCase: [10] },
  {
    clause: ':pattern',
    schema: { ...text, pattern: '^[a-z]+$' },
    meets: ['a'],
    breaks: [
      ['A', ''],
      ['a\n', ''],
      ['', ''],
    ],
    isNoCase: [1],
  },
  { clause: ':pattern', schema: { ...text, pattern: '^.$' }, meets: ['💩'], breaks: [['', '']] },
  {
    clause: ':format',
    schema: { ...text, format: 'uuid' },
    meets: ['0d1f069d-43bb-489a-ad8c-7eb95592ba8e'],
    breaks: [['0d1f069d', '']],
    isNoCase: [1, null],
  },
  {
    clause: ':format',
    schema: { ...text, format: 'date-time' },
    meets: ['2022-05-28T07:01:53.075Z', '2022-05-28T07:01:53+02:00'],
    breaks: [
      ['2022-05-28', ''],
      ['2022-13-28T07:01:53Z', ''],
    ],
  },
  {
    clause: ':format',
    schema: { type: ['string', 'null'], format: 'date-time' },
    meets: ['2022-05-28T07:01:53Z'],
    breaks: [['now', '']],
    isNoCase: [null],
  },
  {
    clause: ':format',
    schema: { type: 'integer', format: 'int32' },
    meets: [2 ** 31 - 1],
    breaks: [[2 ** 31, '']],
    isNoCase: ['1', 1.5],
  },
  { clause: ':format', schema: { format: 'int64' }, meets: [1], breaks: [[1.5, '']], isNoCase: ['1'] },
  {
    clause: ':format',
    schema: { format: 'uuid' },
    meets: ['0d1f069d-43bb-489a-ad8c-7eb95592ba8e'],
    breaks: [['1', '']],
    isNoCase: [1, null],
  },
  {
    clause: ':contentMediaType',
    schema: { ...text, contentMediaType: 'application/json' },
    meets: ['{}', 'null', ' 1 '],
    breaks: [
      ['', ''],
      ['{', ''],
      ["{'a':1}", ''],
    ],
    isNoCase: [1, { a: 1 }],
    says: 'must be the text of a application/json value',
  },
  {
    clause: ':contentMediaType',
    schema: { ...text, contentMediaType: 'application/vnd.a+json; charset=utf-8' },
    meets: ['[]'],
    breaks: [['[', '']],
  },
  {
    clause: ':contentMediaType',
    schema: { ...text, contentMediaType: 'application/json', contentEncoding: 'base64' },
    meets: ['e30='],
    breaks: [['ew==', '']],
  },

  // Of numbers.
  { clause: ':minimum', schema: { ...number, minimum: 1 }, meets: [1], breaks: [[0.9, '']], isNoCase: ['0', null] },
  { clause: ':maximum', schema: { ...number, maximum: 1 }, meets: [1], breaks: [[1.1, '']], isNoCase: ['2'] },
  { clause: ':exclusiveMinimum', schema: { exclusiveMinimum: 1 }, meets: [1.1], breaks: [[1, '']], isNoCase: [null] },
  { clause: ':exclusiveMaximum', schema: { exclusiveMaximum: 1 }, meets: [0.9], breaks: [[1, '']], isNoCase: ['1'] },
  { clause: ':multipleOf', schema: { multipleOf: 5 }, meets: [0, -10], breaks: [[7, '']], isNoCase: ['7'] },
  {
    clause: ':multipleOf',
    schema: { multipleOf: 0.01 },
    meets: [19.99, 4.35, -0.07, 1e300],
    breaks: [
      [19.995, ''],
      [1e-300, ''],
    ],
    says: 'must be multiple of 0.01',
  },
  {
    clause: ':multipleOf',
    schema: { multipleOf: 0.1 },
    meets: [0.3],
    breaks: [
      [0.30000000000000004, ''],
      [0.25, ''],
    ],
  },
  { clause: ':multipleOf', schema: { multipleOf: 1e-9 }, meets: [1e-7, 3e-9], breaks: [[1.5e-9, '']] },
  // 10¹⁸ + 2 is a multiple of 3, and reads as 10¹⁸.
  { clause: ':multipleOf', schema: { multipleOf: 3 }, meets: [1e18], breaks: [[1e15, '']] },

  // Of arrays.
  { clause: ':minItems', schema: { ...list, minItems: 1 }, meets: [[1]], breaks: [[[], '']], isNoCase: [{}, ''] },
  { clause: ':maxItems', schema: { ...list, maxItems: 1 }, meets: [[]], breaks: [[[1, 2], '']], isNoCase: ['abc'] },
  {
    clause: ':uniqueItems',
    schema: { uniqueItems: true },
    meets: [[1, '1']],
    breaks: [[[{ a: 1 }, { a: 1 }], '']],
    isNoCase: ['aa'],
  },
  {
    clause: ':uniqueItems',
    schema: { uniqueItems: true },
    meets: [
      [{ valueOf: 1 }, { valueOf: 2 }],
      ['__proto__', 'a'],
      [{ constructor: [] }, [], {}, { toString: null }],
    ],
    breaks: [
      [[{ valueOf: 1 }, 1, { valueOf: 1 }], ''],
      [[bare({ a: [1] }), { a: [1] }], ''],
      [[bare({ constructor: {} }), { constructor: {} }], ''],
      [['__proto__', '__proto__'], ''],
    ],
    says: 'must NOT have duplicate items (items ## ',
  },
  {
    clause: ':enum',
    schema: { enum: [{ toString: { a: 1 } }, { b: 2 }] },
    meets: [bare({ b: 2 }), bare({ toString: bare({ a: 1 }) })],
    breaks: [
      [{ valueOf: 1 }, ''],
      [{ toString: 'a' }, ''],
      [bare({ b: 1 }), ''],
    ],
  },
  { clause: ':const', schema: { const: { b: 1 } }, meets: [bare({ b: 1 })], breaks: [[{ valueOf: 1 }, '']] },
  { clause: ':enum', schema: { enum: [] }, breaks: [[null, '']], says: 'must be one of nothing' },
  {
    clause: ':contains',
    schema: { contains: text },
    meets: [[1, 'a']],
    breaks: [
      [[1], ''],
      [[], ''],
    ],
    isNoCase: [{}],
  },
  {
    clause: ':contains',
    schema: { contains: text, minContains: 0, maxContains: 1 },
    meets: [[], ['a']],
    breaks: [[['a', 'b'], '']],
  },
  {
    clause: ':items',
    schema: { prefixItems: [text], items: false },
    meets: [[], ['a'], [1]],
    breaks: [[['a', 1], '']],
    isNoCase: [{}],
  },
  {
    clause: ':unevaluatedItems',
    schema: { allOf: [{ prefixItems: [text] }], unevaluatedItems: false },
    meets: [['a']],
    breaks: [[['a', 1], '']],
    isNoCase: [1],
  },

  // Of objects.
  {
    clause: '/a:required',
    schema: { required: ['a', 'b'], properties: { a: text } },
    meets: [{ a: 1 }, { a: null }],
    breaks: [
      [{}, ''],
      [{ b: 1 }, ''],
    ],
    isNoCase: [[], null],
    says: 'must have the property a',
  },
  { clause: '/toString:required', schema: { required: ['toString'] }, meets: [{ toString: 1 }], breaks: [[{}, '']] },
  {
    clause: '/__proto__:required',
    schema: { required: ['__proto__'] },
    meets: [JSON.parse('{"__proto__":1}') as JsonValue],
    breaks: [[{}, '']],
  },
  {
    clause: ':minProperties',
    schema: { ...map, minProperties: 1 },
    meets: [{ a: 1 }],
    breaks: [[{}, '']],
    isNoCase: [[]],
  },
  {
    clause: ':maxProperties',
    schema: { ...map, maxProperties: 0 },
    meets: [{}],
    breaks: [[{ a: 1 }, '']],
    isNoCase: [[1]],
  },
  {
    clause: ':propertyNames',
    schema: { propertyNames: { maxLength: 1 } },
    meets: [{ a: 1 }],
    breaks: [[{ ab: 1 }, '']],
    isNoCase: ['ab'],
  },
  {
    clause: ':additionalProperties',
    schema: { properties: { a: text }, patternProperties: { '^x-': text }, additionalProperties: false },
    meets: [{}, { a: 1, 'x-b': 1 }],
    breaks: [[{ b: 1 }, '']],
    isNoCase: [['b']],
    says: 'must not have the property "b"',
  },
  {
    clause: ':unevaluatedProperties',
    schema: { allOf: [{ properties: { a: text } }], unevaluatedProperties: false },
    meets: [{ a: '' }],
    breaks: [[{ b: 1 }, '']],
    isNoCase: [null],
  },
  {
    clause: ':unevaluatedProperties',
    schema: { properties: { a: text }, unevaluatedProperties: ref('Small') },
    meets: [{ a: 'x', b: 5 }, { a: 1 }],
    breaks: [
      [{ a: 'x', b: 'y' }, ''],
      [{ a: 1, b: 10 }, ''],
    ],
    says: 'must be',
  },
  {
    clause: ':unevaluatedProperties',
    schema: { properties: { a: ref('Small') }, unevaluatedProperties: ref('Small') },
    meets: [{ a: 'x' }, { a: 'x', b: 5 }],
    breaks: [[{ a: 'x', b: 'y' }, '']],
  },
  {
    clause: ':unevaluatedProperties',
    schema: { properties: { a: text }, unevaluatedProperties: ref('Tree') },
    meets: [{ a: 'x', b: { name: '' } }],
    breaks: [[{ b: { name: '', children: [{}] } }, '']],
  },
  {
    clause: ':unevaluatedItems',
    schema: { prefixItems: [text], unevaluatedItems: ref('Small') },
    meets: [['a', 1], [1]],
    breaks: [[['a', 'b'], '']],
  },
  {
    clause: ':dependentRequired',
    schema: { dependentRequired: { a: ['b'] } },
    meets: [{}, { a: 1, b: 1 }],
    breaks: [[{ a: 1 }, '']],
    isNoCase: [1],
  },
  {
    clause: ':dependentSchemas',
    schema: { dependentSchemas: { a: { required: ['b'] } } },
    meets: [{ b: 1 }],
    breaks: [[{ a: 1 }, '']],
    isNoCase: [[]],
  },

  // The way to the values.
  {
    clause: '/a:type',
    schema: { properties: { a: text } },
    meets: [{ a: '' }],
    breaks: [[{ a: 1 }, '/a']],
    isNoCase: [{}, { b: 1 }, [1], null],
  },
  {
    clause: '/a/b:type',
    schema: { properties: { a: { properties: { b: text } } } },
    meets: [{ a: { b: '' } }],
    breaks: [[{ a: { b: 1 } }, '/a/b']],
    isNoCase: [{ a: {} }, { a: [] }, { b: 1 }],
  },
  {
    clause: '/a~1b~0c:type',
    schema: { properties: { 'a/b~c': text } },
    meets: [{ 'a/b~c': '' }],
    breaks: [[{ 'a/b~c': 1 }, '/a~1b~0c']],
  },
  { clause: '/toString:type', schema: { properties: { toString: text } }, meets: [{ toString: '' }], isNoCase: [{}] },
  {
    clause: '[]:type',
    schema: { items: text },
    meets: [['']],
    breaks: [[['', 1, '', 2], '/1', '/3']],
    isNoCase: [[], {}, ''],
  },
  {
    clause: '[]/a[]:type',
    schema: { items: { properties: { a: { items: text } } } },
    meets: [[{ a: [''] }, {}]],
    breaks: [[[{ a: [] }, { a: ['', 1] }], '/1/a/1']],
    isNoCase: [[{}]],
  },
  {
    clause: '[0]:type',
    schema: { prefixItems: [text, number] },
    meets: [['', 1]],
    breaks: [[[1, 1], '/0']],
    isNoCase: [[], {}],
  },
  {
    clause: '[1]:type',
    schema: { prefixItems: [text, number] },
    meets: [[1, 1]],
    breaks: [[['', ''], '/1']],
    isNoCase: [['']],
  },
  {
    clause: '[]:type',
    schema: { prefixItems: [number], items: text },
    meets: [[1, '']],
    breaks: [[['', 1], '/1']],
    isNoCase: [[1]],
  },
  {
    clause: '/*:type',
    schema: { additionalProperties: text },
    meets: [{ a: '' }],
    breaks: [[{ a: '', b: 1 }, '/b']],
    isNoCase: [{}, [1]],
  },
  {
    clause: '/*:type',
    schema: { properties: { a: number }, patternProperties: { '^x-': number }, additionalProperties: text },
    meets: [{ a: 1, 'x-b': 1, c: '' }],
    breaks: [[{ a: 1, c: 1 }, '/c']],
    isNoCase: [{ a: 1, 'x-b': 1 }],
  },
  {
    clause: '/{^x-}:type',
    schema: { patternProperties: { '^x-': text } },
    meets: [{ 'x-a': '' }],
    breaks: [[{ 'x-a': 1, a: 1 }, '/x-a']],
    isNoCase: [{ a: 1 }, []],
  },

  // References and combinations.
  { clause: ':maximum', schema: ref('Small'), meets: [9], breaks: [[10, '']], isNoCase: [9.5, '10'] },
  { clause: ':minimum', schema: { ...ref('Small'), minimum: 0 }, meets: [0], breaks: [[-1, '']] },
  { clause: ':maximum', schema: { ...ref('Small'), minimum: 0 }, meets: [0], breaks: [[10, '']] },
  { clause: ':type', schema: ref('Odd/$defs/a~1b~0c%20d'), meets: [true], breaks: [[1, '']] },
  {
    clause: '/a:type',
    schema: { allOf: [{ required: ['a'] }, { properties: { a: text } }] },
    meets: [{ a: '' }],
    breaks: [[{ a: 1 }, '/a']],
  },
  {
    clause: '/a:minLength',
    schema: { properties: { a: { minLength: 1 } }, allOf: [{ properties: { a: { minLength: 3 } } }] },
    meets: [{ a: 'b' }],
    breaks: [[{ a: '' }, '/a']],
  },
  {
    clause: '/a:minLength~2',
    schema: { properties: { a: { minLength: 1 } }, allOf: [{ properties: { a: { minLength: 3 } } }] },
    meets: [{ a: 'bcd' }],
    breaks: [[{ a: 'b' }, '/a']],
  },
  { clause: '/name:required', schema: ref('Tree'), meets: [{ name: '', children: [{}] }], breaks: [[{}, '']] },
  {
    clause: '/children[]:$ref',
    schema: ref('Tree'),
    meets: [{ children: [{ name: 'a', children: [] }] }],
    breaks: [
      [{ children: [{ name: 'a', children: [{ name: 1 }] }, {}] }, '/children/0', '/children/1'],
      [{ children: [null] }, '/children/0'],
    ],
    isNoCase: [{}, { children: [] }],
  },

  // The status that a body holds.
  {
    clause: '/code:holds',
    schema: { properties: { code: { type: 'number', 'x-holds': 'status' } } },
    status: 404,
    meets: [{ code: 404 }],
    breaks: [[{ code: 400 }, '/code']],
    isNoCase: [{}, { code: '404' }],
    says: 'must be the HTTP status, 404',
  },
  {
    clause: '/code:holds',
    schema: { properties: { code: { 'x-holds': 'status' } } },
    status: 404,
    meets: [{ code: 404 }],
    breaks: [
      [{ code: '404' }, '/code'],
      [{ code: null }, '/code'],
    ],
  },
];

const judged = await judgeSchemas(
  rows.map(({ schema }) => schema),
  components,
);

const clauseOf = (index: number, name: string) => {
  const clauses = judged.clauses(index);
  const clause = clauses.get(name);
  if (clause === undefined) throw new Error(`There is no clause ${name}, only ${[...clauses.keys()].join(', ')}.`);
  return clause;
};

describe('a clause by itself', () => {
  test.each(rows.map((row, index) => ({ ...row, index, shown: JSON.stringify(row.schema) })))(
    '$clause of $shown',
    ({ index, clause: name, meets = [], breaks = [], isNoCase = [], status, says = '' }) => {
      const clause = clauseOf(index, name);
      for (const value of meets) {
        const { cases, violations } = judged.evaluate(clause, value, status);
        expect({ value, isCase: cases > 0, violations }).toEqual({ value, isCase: true, violations: [] });
      }
      for (const [value, ...places] of breaks) {
        const { cases, violations } = judged.evaluate(clause, value, status);
        expect({ value, places: violations.map(({ pointer }) => pointer) }).toEqual({ value, places });
        expect(cases).toBeGreaterThanOrEqual(places.length);
        for (const { message } of violations) expect(message).toContain(says);
      }
      for (const value of [...isNoCase, undefined]) {
        expect({ value, ...judged.evaluate(clause, value, status) }).toEqual({ value, cases: 0, violations: [] });
      }
    },
  );
});

test('What makes no promise makes no clause', async () => {
  const silent = await judgeSchemas([
    true,
    {},
    { description: 'Anything.', default: 1, examples: [2], readOnly: true },
    { if: text },
    JSON.parse('{"if":{"type":"string"},"then":{},"else":true}') as JsonObject,
    { minLength: 0, minItems: 0, minProperties: 0 },
    { contains: text, minContains: 0 },
    { unevaluatedProperties: {}, unevaluatedItems: {}, propertyNames: {} },
  ]);
  const kinds = silent.contract.operations.flatMap((_, index) => [...silent.clauses(index).keys()]);
  expect(kinds).toEqual([]);
  const whole = await judgeSchemas([{ type: 'integer', multipleOf: 0.5 }]);
  expect([...whole.clauses(0).keys()]).toEqual([':type']);
});

test('What cannot be judged says why, and is judged by nobody', async () => {
  const odd = await judgeSchemas([
    { format: 'https-url' },
    { pattern: '(' },
    { format: 'password' },
    { format: 'binary' },
    { format: 'float' },
    { format: 'double' },
    { type: ['integer', 'null'], format: 'int64' },
    { contentMediaType: 'text/html' },
    { contentMediaType: 'application/json', contentEncoding: 'quoted-printable' },
  ]);
  const reasons = odd.contract.operations.flatMap((_, index) =>
    [...odd.clauses(index).values()].flatMap(({ kind, notApplicable }) => (kind === 'type' ? [] : [notApplicable])),
  );
  expect(reasons).toEqual([
    'the format https-url is not known to this tool',
    expect.stringMatching(/^the keyword cannot be read: Invalid regular expression/),
    'every text has the format password',
    'every text has the format binary',
    'every number has the format float',
    'every number has the format double',
    'every integer has the format int64',
    'what is text/html this tool cannot tell',
    'the content encoding quoted-printable is not known to this tool',
  ]);
});

describe('a null where only a SHOULD requires the property', () => {
  const schemaWith = (levels: { readonly required: string; readonly type: string }): JsonObject => ({
    required: ['a'],
    properties: { a: { ...text, 'x-level': levels } },
  });

  const cases = [
    { what: 'counts as its absence', levels: { required: 'SHOULD', type: 'MUST' }, required: 1, type: 0 },
    {
      what: 'breaks the type where the presence is stated',
      levels: { required: 'MUST', type: 'MUST' },
      required: 0,
      type: 1,
    },
    {
      what: 'breaks the type where that is inferred too',
      levels: { required: 'SHOULD', type: 'SHOULD' },
      required: 0,
      type: 1,
    },
  ];

  test.each(cases)('$what', async ({ levels, required, type }) => {
    const { clauses, evaluate } = await judgeSchemas([schemaWith(levels)]);
    const own = clauses(0);
    const violations = (kind: string, value: JsonValue): number => {
      const clause = own.get(`/a:${kind}`);
      if (clause === undefined) throw new Error(`There is no clause /a:${kind}.`);
      return evaluate(clause, value).violations.length;
    };
    expect({ required: violations('required', { a: null }), type: violations('type', { a: null }) }).toEqual({
      required,
      type,
    });
    expect([violations('required', {}), violations('type', {})]).toEqual([1, 0]);
    expect([violations('required', { a: 1 }), violations('type', { a: 1 })]).toEqual([0, 1]);
    expect([violations('required', { a: '' }), violations('type', { a: '' })]).toEqual([0, 0]);
  });
});

/** Schemas of the kind that contracts are made of, with names that values meet often. */
const schemas = fc.letrec<{ schema: JsonObject; leaf: JsonObject }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<JsonObject>(
      { type: 'boolean' },
      { type: 'string', minLength: 1 },
      { type: ['string', 'null'], maxLength: 2 },
      { type: 'integer', minimum: 0 },
      { type: 'number', exclusiveMaximum: 2 },
      { enum: ['a', 1, null] },
      { const: 'a' },
      { pattern: '^a' },
      { multipleOf: 2 },
      { not: { type: 'null' } },
      { anyOf: [{ type: 'string' }, { minimum: 1 }] },
      ref('Small'),
      ref('Tree'),
      {},
    ),
  ),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.record(
      {
        type: fc.constant('object'),
        required: fc.subarray(['a', 'b', 'toString']),
        properties: propertiesOf(tie('schema')),
        additionalProperties: fc.oneof(fc.constant(false), tie('schema')),
        minProperties: fc.nat(2),
      },
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<JsonObject>,
    fc.record(
      {
        type: fc.constant('array'),
        items: fc.oneof(fc.constant(false), tie('schema')),
        prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        maxItems: fc.nat(2),
        uniqueItems: fc.constant(true),
      },
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<JsonObject>,
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<JsonObject>,
  ),
})).schema;

const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, 'a', '', 'abc', 0, 1, 1.5, 2, -1, 10),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.record(
      { a: tie('value'), b: tie('value'), name: tie('value'), children: tie('value') },
      { requiredKeys: [], noNullPrototype: true },
    ),
  ),
})).value;

function propertiesOf(schema: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.record(
    { a: schema, b: fc.oneof(schema, fc.constant(false)), c: schema },
    { requiredKeys: [], noNullPrototype: true },
  ) as fc.Arbitrary<JsonObject>;
}

test('The clauses of a schema are broken exactly by the values that the whole schema refuses', async () => {
  const group = fc.array(fc.record({ schema: schemas, values: fc.array(values, { minLength: 3, maxLength: 8 }) }), {
    minLength: 10,
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(group, async (candidates) => {
      const read = await judgeSchemas(
        candidates.map(({ schema }) => schema),
        components,
      );
      const validator = schemaValidator(read.contract.document);
      for (const [index, candidate] of candidates.entries()) {
        const validate = validator.compile(read.contract.operations[index]?.responses[0]?.content[0]?.schema ?? true);
        for (const value of candidate.values) {
          const broken = [...read.clauses(index)].filter(
            ([, clause]) => read.evaluate(clause, value).violations.length > 0,
          );
          const refused = validate(value).map(({ pointer, message }) => `${pointer} ${message}`);
          expect(broken.length > 0, JSON.stringify({ value, refused, broken: broken.map(([id]) => id) })).toBe(
            refused.length > 0,
          );
        }
      }
    }),
    { numRuns: 15 },
  );
});
