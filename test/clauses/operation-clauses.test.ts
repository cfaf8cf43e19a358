import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { readContract, type Said } from '../contract/read-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const folder = await temporaryFolder();
afterAll(() => folder[Symbol.asyncDispose]());

/** What is said beside a 200, which promises `/200:status`. */
interface Row extends Said {
  readonly what: string;
  /** What follows the operation in the ids of its clauses, a SHOULD with its level; that it answers at all goes without saying. */
  readonly promises: readonly string[];
}

const ok = { description: 'OK' };
const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const schemes = {
  bearer: { type: 'http', scheme: 'Bearer' },
  key: { type: 'apiKey', in: 'query', name: 'key' },
};
const answer = (schema: JsonObject, annotations: JsonObject = {}): JsonObject => ({
  200: { ...ok, ...annotations, content: json(schema) },
});

const rows: readonly Row[] = [
  { what: 'a success, once for all successes', responses: { 201: ok, 204: ok }, promises: ['/200:status'] },
  { what: 'a range of successes', responses: { '2XX': ok }, promises: ['/200:status'] },
  {
    what: 'the refusals that a request can call for',
    responses: {
      400: ok,
      401: ok,
      404: ok,
      409: ok,
      413: ok,
      415: ok,
      422: ok,
      429: ok,
      500: ok,
      '4XX': ok,
      default: ok,
    },
    promises: ['/200:status', '/400:status', '/401:status', '/404:status', '/413:status', '/415:status', '/422:status'],
  },
  {
    what: 'two statuses that are one response',
    responses: { 400: { $ref: '#/components/responses/No' }, 422: { $ref: '#/components/responses/No' } },
    root: { components: { responses: { No: { ...ok, content: json({ type: 'object' }) } } } },
    promises: ['/200:status', '/400:status', '/400:media-type', '/400/body:well-formed', '/400/body:type'],
  },
  {
    what: 'a body that is no JSON',
    responses: { 200: { ...ok, content: { 'text/csv': {} } } },
    promises: ['/200:status', '/200:media-type'],
  },
  {
    what: 'media types with schemas of their own',
    responses: {
      200: {
        ...ok,
        content: { 'application/json': { schema: { type: 'object' } }, 'text/plain': { schema: { minLength: 1 } } },
      },
    },
    promises: [
      '/200:status',
      '/200:media-type',
      '/200/body:well-formed',
      '/200/body:type',
      '/200/body@text~1plain:minLength',
    ],
  },
  {
    what: 'media types that say different things beside one reference',
    responses: {
      200: {
        ...ok,
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/A', minLength: 1 } },
          'text/plain': { schema: { $ref: '#/components/schemas/A', maxLength: 9 } },
        },
      },
    },
    root: { components: { schemas: { A: { type: 'string' } } } },
    promises: [
      '/200:status',
      '/200:media-type',
      '/200/body:well-formed',
      '/200/body:type',
      '/200/body:minLength',
      '/200/body@text~1plain:type',
      '/200/body@text~1plain:maxLength',
    ],
  },
  {
    what: 'headers',
    responses: {
      200: {
        ...ok,
        headers: {
          Location: { required: true, schema: { type: 'string', format: 'uri' } },
          'X-Rest': { schema: { type: 'integer' } },
        },
      },
    },
    promises: [
      '/200:status',
      '/200/header/Location:required',
      '/200/header/Location:format',
      '/200/header/X-Rest:type',
    ],
  },
  {
    what: 'what is readOnly only of answers, and that it is there not of what is writeOnly',
    operation: { requestBody: { content: json({ $ref: '#/components/schemas/Shared' }) } },
    responses: answer({ $ref: '#/components/schemas/Shared' }),
    root: {
      components: {
        schemas: {
          Id: { type: 'string', readOnly: true },
          Shared: {
            required: ['id', 'secret', 'url'],
            properties: { secret: { type: 'string', writeOnly: true }, url: { type: 'string' } },
            allOf: [{ properties: { id: { $ref: '#/components/schemas/Id' } } }],
          },
        },
      },
    },
    promises: [
      '/request/body:media-type',
      '/request/body:well-formed',
      '/request/body/secret:required',
      '/request/body/url:required',
      '/request/body/secret:type',
      '/request/body/url:type',
      '/200:status',
      '/200:media-type',
      '/200/body:well-formed',
      '/200/body/id:required',
      '/200/body/url:required',
      '/200/body/secret:type',
      '/200/body/url:type',
      '/200/body/id:type',
    ],
  },
  {
    what: 'no header that media types and security schemes describe',
    operation: {
      parameters: [
        { name: 'Accept', in: 'header', required: true, schema: { const: 'text/csv' } },
        { name: 'content-type', in: 'header', required: true, schema: { const: 'text/csv' } },
        { name: 'Authorization', in: 'header', required: true, schema: { minLength: 1 } },
        { name: 'Authorization', in: 'query', required: true, schema: {} },
      ],
    },
    responses: { 200: { ...ok, headers: { 'Content-Type': { required: true, schema: { const: 'text/csv' } } } } },
    promises: ['/request/query/Authorization:required', '/200:status'],
  },
  {
    what: 'what an operation says of a header in another case than its path item',
    pathItem: { parameters: [{ name: 'X-Trace', in: 'header', required: true, schema: { type: 'integer' } }] },
    operation: { parameters: [{ name: 'x-trace', in: 'header', schema: { minLength: 1 } }] },
    promises: ['/request/header/x-trace:minLength', '/200:status'],
  },
  {
    what: 'a request body',
    operation: { requestBody: { required: true, content: json({ type: 'object', required: ['a'] }) } },
    promises: [
      '/request/body:required',
      '/request/body:media-type',
      '/request/body:well-formed',
      '/request/body:type',
      '/request/body/a:required',
      '/200:status',
    ],
  },
  {
    what: 'parameters, where every text is a string and a list of one',
    operation: {
      parameters: [
        { name: 'a', in: 'query', required: true, schema: { type: 'string', minLength: 1 } },
        { name: 'b/c', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
        { name: 'X-D', in: 'header', schema: { type: 'boolean' } },
      ],
    },
    promises: [
      '/request/query/a:required',
      '/request/query/a:minLength',
      '/request/query/b~1c[]:type',
      '/request/header/X-D:type',
      '/200:status',
    ],
  },
  {
    what: 'a parameter of which nothing is known',
    operation: { parameters: [{ name: 'a', in: 'query', 'x-values': 'unspecified', schema: { type: 'integer' } }] },
    promises: ['/200:status'],
  },
  {
    what: 'credentials',
    operation: { security: [{ bearer: [] }, { key: [] }] },
    root: { components: { securitySchemes: schemes } },
    promises: [':credentials', '/200:status'],
  },
  {
    what: 'credentials that are referred to',
    operation: { security: [{ bearer: [] }] },
    root: { components: { securitySchemes: { bearer: { $ref: '#/x-schemes/bearer' } } }, 'x-schemes': schemes },
    promises: [':credentials', '/200:status'],
  },
  {
    what: 'three promises of a kind at one place, of which two are the same',
    responses: answer({ allOf: [{ minLength: 1 }, { minLength: 2 }, { minLength: 2 }] }),
    promises: [
      '/200:status',
      '/200:media-type',
      '/200/body:well-formed',
      '/200/body:minLength',
      '/200/body:minLength~2',
    ],
  },
  {
    what: 'credentials of the whole contract',
    root: { security: [{ bearer: [] }], components: { securitySchemes: schemes } },
    promises: [':credentials', '/200:status'],
  },
  {
    what: 'no credentials, in spite of those of the whole contract',
    operation: { security: [] },
    root: { security: [{ bearer: [] }], components: { securitySchemes: schemes } },
    promises: ['/200:status'],
  },
  {
    what: 'credentials that may be left out',
    operation: { security: [{ bearer: [] }, {}] },
    root: { components: { securitySchemes: schemes } },
    promises: ['/200:status'],
  },

  // Levels.
  { what: 'a level for all', root: { 'x-level': 'SHOULD' }, promises: ['/200:status SHOULD'] },
  {
    what: 'a level that is nearer',
    root: { 'x-level': 'MAY' },
    operation: { 'x-level': 'SHOULD' },
    promises: ['/200:status SHOULD'],
  },
  { what: 'what is MAY', root: { 'x-level': 'MAY' }, promises: [] },
  {
    what: 'levels by promise',
    responses: answer(
      { type: 'string', format: 'uuid', 'x-level': { format: 'SHOULD' } },
      { 'x-level': { 'media-type': 'MAY' } },
    ),
    promises: ['/200:status', '/200/body:well-formed', '/200/body:type', '/200/body:format SHOULD'],
  },
  {
    what: 'the level of a presence, at the property before the object',
    responses: answer({
      required: ['a', 'b', 'c'],
      'x-level': { required: 'SHOULD' },
      properties: { a: { 'x-level': { required: 'MAY' } }, b: { 'x-level': { required: 'MUST' } } },
    }),
    promises: [
      '/200:status',
      '/200:media-type',
      '/200/body:well-formed',
      '/200/body/b:required',
      '/200/body/c:required SHOULD',
    ],
  },
  {
    what: 'a referring schema, which speaks before the one it refers to',
    responses: answer({ $ref: '#/components/schemas/A', 'x-level': { type: 'SHOULD' } }),
    root: { components: { schemas: { A: { type: 'string', minLength: 1, 'x-level': 'MUST' } } } },
    promises: [
      '/200:status',
      '/200:media-type',
      '/200/body:well-formed',
      '/200/body:type SHOULD',
      '/200/body:minLength',
    ],
  },
];

test.each(rows)('$what: $promises', async ({ promises, ...said }) => {
  const { clauses } = await readContract(said);
  const beside = clauses.filter(({ kind }) => kind !== 'answered');
  const found = beside.map(({ id, level }) => `${id.replace('one/do', '')}${level === 'MUST' ? '' : ` ${level}`}`);
  expect(found).toEqual(promises);
});

test('A citation that names a promise speaks for it, and the nearest one speaks first', async () => {
  const file = join(folder.path, 'one.json');
  const cite = (says: string, ...of: readonly string[]): JsonObject => ({
    document: '1',
    says,
    ...(of.length > 0 ? { of } : {}),
  });
  const document = {
    openapi: '3.1.0',
    info: { title: 'One', version: '1.0.0' },
    'x-documents': { 1: 'The page' },
    'x-source': [cite('everywhere'), cite('at the root, of statuses', 'status')],
    paths: {
      '/': {
        post: {
          operationId: 'do',
          responses: {
            200: {
              ...ok,
              'x-source': cite('of formats alone', 'format'),
              content: json({ type: 'string', format: 'uuid', 'x-source': cite('at the schema') }),
            },
          },
        },
      },
    },
  };
  await writeFile(file, JSON.stringify(document));
  const { clauses } = await loadContract(file);
  expect(clauses.map(({ kind, source }) => [kind, source?.says, source?.title])).toEqual([
    ['answered', 'everywhere', 'The page'],
    ['status', 'at the root, of statuses', 'The page'],
    ['media-type', 'everywhere', 'The page'],
    ['well-formed', 'everywhere', 'The page'],
    ['type', 'at the schema', 'The page'],
    ['format', 'at the schema', 'The page'],
  ]);
});

test('A contract without any word of the vocabulary promises everything, by no document', async () => {
  const { clauses, resources, refusal } = await loadContract(join(import.meta.dirname, '../mock/fixtures/orders.yaml'));
  expect([resources, refusal]).toEqual([[], null]);
  expect(clauses.length).toBeGreaterThan(10);
  for (const { level, source } of clauses) expect([level, source]).toEqual(['MUST', null]);
});
