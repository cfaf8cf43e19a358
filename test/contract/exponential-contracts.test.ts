import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/document/document.ts';
import { unrolledSize } from '../../src/mock/prism/unrolled-size.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { readContract, type Said } from './read-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

const levels = 30;

/** As many parts as there are levels, of which each is made of two of the one before: a tree of a billion, in a few lines. */
const doubled = (place: string, first: JsonObject, next: (before: JsonObject) => JsonObject): JsonObject =>
  Object.fromEntries(
    Array.from({ length: levels + 1 }, (_, level) => [
      `L${level}`,
      level === 0 ? first : next({ $ref: `#/${place}/L${level - 1}` }),
    ]),
  );

const schemas = 'components/schemas';
const last = { $ref: `#/${schemas}/L${levels}` };
const asBody = { content: { 'application/json': { schema: last } } };
const hearing = (rest: JsonObject): JsonObject => ({
  '{$request.body#/url}': { post: { responses: { 200: { description: 'OK' } }, ...rest } },
});

const contracts: readonly (Said & { readonly what: string })[] = [
  {
    what: 'properties',
    operation: { requestBody: asBody },
    responses: { 200: { description: 'OK', ...asBody } },
    root: {
      components: {
        schemas: doubled(schemas, { type: 'string' }, (a) => ({
          type: 'object',
          required: ['a', 'b'],
          properties: { a, b: a },
        })),
      },
    },
  },
  {
    what: 'alternatives',
    operation: { requestBody: asBody },
    root: {
      components: {
        schemas: doubled(schemas, { type: 'string' }, (one) => ({
          oneOf: [{ type: 'array', items: one }, { properties: { one } }],
        })),
      },
    },
  },
  {
    what: 'callbacks',
    operation: { callbacks: { a: { $ref: `#/components/callbacks/L${levels}` } } },
    root: {
      components: {
        callbacks: doubled('components/callbacks', hearing({}), (a) => hearing({ callbacks: { a, b: a } })),
      },
    },
  },
  { what: 'an extension', root: { 'x-parts': doubled('x-parts', { a: 1 }, (a) => ({ a, b: a })) } },
];

describe('a small contract of a billion parts', () => {
  test.each(contracts)('is read, by $what', async ({ what: _what, ...said }) => {
    const { clauses } = await readContract(said);
    expect(clauses.length).toBeGreaterThan(0);
    expect(clauses.length).toBeLessThan(30_000);
  });

  test.each(contracts)('is not mocked, by $what, with the reason', async ({ what: _what, ...said }) => {
    const { document } = await readContract(said);
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'one.json');
    await writeFile(file, JSON.stringify(document));
    await expect(startMock({ contracts: [file], port: 0 })).rejects.toThrow(
      "one can't be mocked: with each $ref replaced",
    );
  });
});

test('Operations that share a large schema share the room for clauses, and none is left without', async () => {
  const [, properties] = [last, contracts[0]?.root];
  const paths = Object.fromEntries(
    [...Array(100).keys()].map((index) => [
      `/p${index}`,
      { post: { operationId: `do${index}`, requestBody: asBody, responses: { 200: { description: 'OK' } } } },
    ]),
  );
  const { clauses } = await readContract({ root: { ...properties, paths } });
  expect(clauses.length).toBeLessThan(40_000);
  const ofLast = clauses.filter(({ operation, subject }) => operation === 'do99' && subject.of === 'request');
  expect(ofLast.map(({ kind }) => kind)).toContain('$ref');
});

test('A body too large for Prism is judged all the same', async () => {
  const wide = Object.fromEntries([...Array(5_500).keys()].map((index) => [`p${index}`, { type: 'integer' }]));
  const { document } = await readContract({
    operation: { requestBody: { content: { 'application/json': { schema: { type: 'object', properties: wide } } } } },
    responses: { 400: { description: 'Wrong' } },
  });
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'one.json');
  await writeFile(file, JSON.stringify(document));
  await using mock = await startMock({ contracts: [file], port: 0 });
  const send = (body: object): Promise<number> =>
    fetch(`${mock.url}/one/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(({ status }) => status);
  await expect(send({ p5499: 'no integer' })).resolves.toBe(400);
  await expect(send({ p5499: 1 })).resolves.toBe(200);
});

test.each([
  { what: 'what holds itself, once', document: { a: { b: { $ref: '#/a' } } }, size: 3 },
  { what: 'what is named twice, twice', document: { a: [], b: { $ref: '#/a' }, c: { $ref: '#/a' } }, size: 6 },
  { what: 'no more than it is asked for', document: { a: [[], [], [], [], [], []] }, size: 6 },
  { what: 'nothing of another file', document: { $ref: 'other.json#/a' }, size: 1 },
])('Of a document, it counts $what', ({ document, size }) => {
  expect(unrolledSize(document, document, 6)).toBe(size);
});
