import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { JsonObject, Schema } from '../../src/document/document.ts';
import { schemaMessage } from '../../src/document/schema-message.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { readContract } from './read-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

const schemas = { Text: { type: 'string' }, Short: { $ref: '#/components/schemas/Text', maxLength: 3 } };

test.each<{ readonly schema: JsonObject; readonly kept: string; readonly broken: string }>([
  { schema: { $ref: '#/components/schemas/Text', minLength: 3 }, kept: 'abcd', broken: 'ab' },
  { schema: { $ref: '#/components/schemas/Short' }, kept: 'abc', broken: 'abcd' },
  { schema: { $ref: '#/components/schemas/Short', minLength: 3 }, kept: 'abc', broken: 'ab' },
])('What stands beside $schema holds of the schema as of its clauses', async ({ schema, kept, broken }) => {
  const { clauses, document, operations } = await readContract({
    operation: {
      parameters: [{ name: 'a', in: 'query', schema }],
      requestBody: { content: { 'application/json': { schema } } },
    },
    responses: { 200: { description: 'OK', headers: { 'X-A': { schema } } } },
    root: { components: { schemas } },
  });
  const { compile } = schemaValidator(document);
  const evaluate = evaluator(document);
  const [operation] = operations;
  const read: (Schema | undefined)[] = [
    operation?.parameters[0]?.schema,
    operation?.requestBody?.content[0]?.schema,
    operation?.responses[0]?.headers[0]?.schema,
  ];
  for (const value of [kept, broken]) {
    const isBroken = clauses.some((clause) => clause.schema !== null && evaluate(clause, value).violations.length > 0);
    expect(isBroken).toBe(value === broken);
    for (const one of read) expect(compile(one ?? true)(value).length > 0).toBe(isBroken);
  }
});

test('What stands among the paths and is an extension is no operation; security schemes are found where they stand', async () => {
  const get = { responses: { 200: { description: 'OK' } }, security: [{ key: [] }] };
  const { operations } = await readContract({
    root: {
      paths: { '/a': { get }, 'x-old': { get: { ...get, operationId: 'old' } } },
      components: { securitySchemes: { key: { $ref: '#/x-key' } } },
      'x-key': { type: 'http', scheme: 'Bearer' },
    },
  });
  expect(operations.map(({ id, security }) => [id, security])).toEqual([['get_a', [[{ type: 'bearer', key: 'key' }]]]]);
});

test('What is said of a value without parameters is said all the same', () => {
  expect(schemaMessage({ keyword: 'type', message: 'must be string' })).toBe('must be string');
});

test('A path may stand in another file, also where what it answers holds itself', async () => {
  await using folder = await temporaryFolder();
  const head = { openapi: '3.1.0', info: { title: 'One', version: '1' } };
  const boss = { type: 'object', properties: { boss: { $ref: '#/User' }, n: { type: 'integer' } } };
  const responses = { 200: { description: 'A', content: { 'application/json': { schema: { $ref: '#/User' } } } } };
  const file = join(folder.path, 'one.json');
  await writeFile(file, JSON.stringify({ ...head, paths: { '/u': { $ref: './u.json#/item' } } }));
  await writeFile(
    join(folder.path, 'u.json'),
    JSON.stringify({ item: { get: { operationId: 'get', responses } }, User: boss }),
  );
  const { clauses } = await loadContract(file);
  expect(clauses.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['one/get:answered', 'one/get/200/body/n:type', 'one/get/200/body/boss:$ref']),
  );
});
