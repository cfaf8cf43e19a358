import { expect, test } from 'vitest';
import { judgePlayed } from './played-server.ts';

/** A contract of one header, given what describes it. */
const contractOf = (described: string): string => `
openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /things:
    get:
      operationId: listThings
      responses: { "204": { description: None, headers: { X-Left: { ${described} } } } }
`;

const isJudged = (verdict: string): boolean => verdict === 'held' || verdict === 'broken';

test.each<readonly [string, string, readonly string[]]>([
  ['{ type: integer, minimum: 3 }', '5', []],
  ['{ type: integer, minimum: 3 }', '2', ['minimum']],
  ['{ type: integer }', 'many', ['type']],
  ['{ type: integer }', '007', []],
  ['{ type: number, maximum: 1 }', '1e-7', []],
  ['{ type: number, maximum: 1 }', '-2.5E+3', []],
  ['{ type: number, maximum: 1 }', '1E3', ['maximum']],
  ['{ type: integer }', '1e-7', ['type']],
  ['{ type: number }', '1e', ['type']],
  ['{ type: number }', '.5', ['type']],
  ['{ type: number }', '0x10', ['type']],
  ["{ type: [integer, 'null'] }", '5', []],
  ["{ type: [integer, 'null'] }", 'null', []],
  ["{ type: [integer, 'null'] }", 'many', ['type']],
  ["{ type: [integer, 'null'], maximum: 3 }", '5', ['maximum']],
  ['{ type: [boolean, number] }', 'true', []],
  ['{ enum: [0, 1] }', '1', []],
  ['{ enum: [0, 1] }', '2', ['enum']],
  ["{ enum: ['0', '1'] }", '1', []],
  ['{ const: true }', 'true', []],
  ['{ anyOf: [{ type: integer }, { const: never }] }', '5', []],
  ['{ anyOf: [{ type: integer }, { const: never }] }', 'never', []],
  ['{ anyOf: [{ type: integer }, { const: never }] }', 'often', ['anyOf']],
  // What a style makes of an object is not read.
  ['{ type: object, required: [left] }', 'left,5', []],
])('By %s, the header %j breaks %j', async (schema, value, broken) => {
  const { run } = await judgePlayed(contractOf(`schema: ${schema}`), () => [204, undefined, { 'x-left': value }], {
    runs: 1,
  });
  const clause = 'played/listThings/204/header/X-Left';
  expect(run.findings.map(({ clause: id }) => id)).toEqual(broken.map((keyword) => `${clause}:${keyword}`));
  const judged = run.clauses.filter(({ id }) => id.startsWith(clause));
  if (!schema.includes('object')) expect(judged.filter(({ verdict }) => !isJudged(verdict))).toEqual([]);
});

const json =
  'content: { application/json: { schema: { type: object, required: [left], properties: { left: { type: integer } } } } }';

test.each<readonly [string, readonly string[]]>([
  ['{"left":5}', []],
  ['{"left":"many"}', ['/left:type']],
  ['{}', ['/left:required']],
  ['[]', [':type']],
  // That the text is JSON at all is said by no clause.
  ['left,5', []],
])('Where a header is JSON, %j breaks %j', async (value, broken) => {
  const { run } = await judgePlayed(contractOf(json), () => [204, undefined, { 'x-left': value }], { runs: 1 });
  const clause = 'played/listThings/204/header/X-Left';
  expect(run.findings.map(({ clause: id }) => id)).toEqual(broken.map((rest) => `${clause}${rest}`));
});
