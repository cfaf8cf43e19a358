import { expect, test } from 'vitest';
import { judgePlayed } from './played-server.ts';

const contractOf = (schema: string): string => `
openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /things:
    get:
      operationId: listThings
      responses: { "204": { description: None, headers: { X-Left: { schema: ${schema} } } } }
`;

test.each<readonly [string, string, readonly string[]]>([
  ['{ type: integer, minimum: 3 }', '5', []],
  ['{ type: integer, minimum: 3 }', '2', ['minimum']],
  ['{ type: integer }', 'many', ['type']],
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
])('By %s, the header %j breaks %j', async (schema, value, broken) => {
  const { run } = await judgePlayed(contractOf(schema), () => [204, undefined, { 'x-left': value }], { runs: 1 });
  const clause = 'played/listThings/204/header/X-Left';
  expect(run.findings.map(({ clause: id }) => id)).toEqual(broken.map((keyword) => `${clause}:${keyword}`));
  const judged = run.clauses.filter(({ id }) => id.startsWith(clause));
  expect(judged.filter(({ verdict }) => !['held', 'broken'].includes(verdict))).toEqual([]);
});
