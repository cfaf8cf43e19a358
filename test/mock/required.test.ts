import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

/** A contract of one operation that takes a body of a schema, and a number in the query. */
const contractOf = (schema: object, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  ...more,
  paths: {
    '/things': {
      post: {
        operationId: 'createThing',
        parameters: [{ name: 'count', in: 'query', schema: { type: 'integer' } }],
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: { 201: { description: 'Made.' }, 400: { description: 'Refused.' } },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
      },
    },
  },
});

const answersOf = async (contract: object, requests: readonly { query?: string; body: unknown }[]) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'things.yaml');
  await writeFile(file, JSON.stringify(contract));
  await using mock = await startMock({ contracts: [file] });
  const statuses: number[] = [];
  for (const { query = '', body } of requests)
    statuses.push((await ask(mock, `POST /things${query}`, { body })).status);
  return statuses;
};

const named = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };

describe('a body that lacks what is required is refused', () => {
  test('where the contract names its dialect, which Prism does not know', async () => {
    const contract = contractOf(named, { jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base' });
    const requests = [{ body: {} }, { body: { a: 'x' } }, { query: '?count=x', body: { a: 'x' } }];
    expect(await answersOf(contract, requests)).toEqual([400, 201, 400]);
  });

  test.each([
    { name: 'by prefixItems', schema: { type: 'array', prefixItems: [named] }, wrong: [{}], right: [{ a: 'x' }] },
    {
      name: 'by dependentSchemas',
      schema: { type: 'object', dependentSchemas: { x: { required: ['y'] } } },
      wrong: { x: 1 },
      right: { x: 1, y: 1 },
    },
  ])('$name', async ({ schema, wrong, right }) => {
    expect(await answersOf(contractOf(schema), [{ body: wrong }, { body: right }])).toEqual([400, 201]);
  });
});

test.each([
  { name: 'as it declares it', schema: { $ref: '#/components/schemas/Thing' } },
  { name: 'beside it', schema: { allOf: [{ $ref: '#/components/schemas/Thing' }, { required: ['id', 'name'] }] } },
  { name: 'in an item', schema: { $ref: '#/components/schemas/Thing' }, prefixed: true },
])('what is read-only need not be sent where a schema requires it: $name', async ({ schema, prefixed }) => {
  const bodies = [{ name: 'x' }, {}].map((body) => ({ body: prefixed ? [body] : body }));
  const whole = prefixed ? { type: 'array', prefixItems: [schema] } : schema;
  expect(await answersOf(contractOf(whole), bodies)).toEqual([201, 400]);
});
