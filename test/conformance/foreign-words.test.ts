import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { loadContract, runConformance, startMock } from '../../src/index.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const folder = await temporaryFolder();
afterAll(() => folder[Symbol.asyncDispose]());

/** `POST /things` takes `x`, a text by the schema that is given, and shows it. */
const contract = (words: JsonObject, root: JsonObject = {}): JsonValue => {
  const schema = {
    type: 'object',
    required: ['x'],
    properties: { x: { type: 'string', ...words }, any: { oneOf: [{ type: 'string' }, { type: 'object' }], ...words } },
    ...words,
  };
  const content = { 'application/json': { schema } };
  const post = {
    operationId: 'add',
    requestBody: { required: true, content },
    responses: { 200: { description: 'OK', content }, 400: { description: 'No' } },
  };
  return { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/things': { post } }, ...root };
};

const saved = async (document: JsonValue): Promise<string> => {
  const file = join(folder.path, 'thing.json');
  await writeFile(file, JSON.stringify(document));
  return file;
};

const oas = 'https://spec.openapis.org/oas/3.1/dialect/base';

describe('a word without meaning in JSON Schema 2020-12 and OpenAPI 3.1 has no effect on anything', () => {
  test.each<[JsonObject]>([
    [{ nullable: true }],
    [{ nullable: false }],
    [{ 'x-nullable': true }],
    [{ nullable: 'yes' }],
    [{ $async: true }],
    [{ id: 'thing' }],
    [{ id: 'https://a.example/b#c' }],
    [{ dependencies: { x: ['missing'] } }],
    [{ dependencies: 'x' }],
    [{ additionalItems: false }],
    [{ $recursiveRef: '#', $recursiveAnchor: true }],
    [{ definitions: { a: { type: 'integer', nullable: true } } }],
    [{ discriminator: { propertyName: 'x' } }],
    [{ $vocabulary: { 'https://a.example/v': true } }],
    [{ $comment: 'nullable' }],
    [{ formatMinimum: 'z', formatMaximum: 'a', formatExclusiveMinimum: 'z' }],
    [{ $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    [{ $schema: oas }],
    [{ instanceof: 'Date', typeof: 'function', transform: ['trim'], range: [1, 2], strictTypes: true }],
  ])('%j', async (words) => {
    const file = await saved(contract(words));
    await using mock = await startMock({ contracts: [file], port: 0, seed: 1 });
    const post = async (body: JsonValue): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${mock.url}/thing/things`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    expect([await post({ x: 'a' }), await post({ x: null }), await post({}), await post(null)]).toEqual([
      200, 400, 400, 400,
    ]);
    expect([await post({ x: 'a', any: {} }), await post({ x: 'a', any: null })]).toEqual([200, 400]);
    const { runs } = await runConformance({
      contract: file,
      target: `${mock.url}/thing`,
      runs: 3,
      seed: 1,
      allowUnowned: ['add'],
    });
    expect(runs[0]?.findings.map(({ clause, message }) => `${clause}: ${message}`)).toEqual([]);
    expect(runs[0]?.verdict).toBe('conformant');
  });
});

test('a property, and data, may have the name of such a word', async () => {
  const properties = { nullable: { type: 'string' }, id: { type: 'integer' }, $async: { type: 'string' } };
  const words = { nullable: true, id: 1 };
  const file = await saved(
    contract({ properties, default: words, enum: [words], example: words, required: ['nullable'] }),
  );
  const { clauses, document } = await loadContract(file);
  const ids = clauses.map(({ id }) => id);
  for (const name of Object.keys(properties)) expect(ids).toContain(`thing/add/request/body/${name}:type`);
  expect(JSON.stringify(document)).toContain(`"enum":[${JSON.stringify(words)}],"example":${JSON.stringify(words)}`);
});

test('such a word is found where only a reference leads', async () => {
  const root = { 'x-parts': { A: { nullable: true, oneOf: [{ type: 'string' }] } } };
  const file = await saved(contract({ properties: { x: { $ref: '#/x-parts/A' } } }, root));
  expect(JSON.stringify((await loadContract(file)).document)).not.toContain('nullable');
});

describe('another dialect is refused with its place', () => {
  const wrong = [
    'http://json-schema.org/draft-07/schema#',
    'http://json-schema.org/draft-04/schema#',
    'https://json-schema.org/draft/2019-09/schema',
    'https://a.example/dialect',
    '',
  ];
  test.each(wrong)('%j', async (dialect) => {
    const says = `${JSON.stringify(dialect)}, and only JSON Schema 2020-12 is read.`;
    const file = await saved(contract({ $schema: dialect }));
    await expect(loadContract(file)).rejects.toThrow(
      `thing.json:1: $schema is ${says} (/paths/~1things/post/requestBody`,
    );
    const atRoot = await saved(contract({}, { jsonSchemaDialect: dialect }));
    await expect(loadContract(atRoot)).rejects.toThrow(/jsonSchemaDialect|jsonSchemaDialect must/);
  });

  test('OpenAPI’s own is the one that is meant without a word', async () => {
    await expect(loadContract(await saved(contract({}, { jsonSchemaDialect: oas })))).resolves.toBeDefined();
  });
});
