import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonDepthMax } from '../../src/document/json-text.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

const search = `openapi: 3.1.0
info: { title: Search, version: "1" }
paths:
  /things/{ids}:
    get:
      operationId: searchThings
      parameters:
        - { name: ids, in: path, required: true, schema: { type: array, items: { enum: [a, b] } } }
        - name: filter
          in: query
          required: true
          content:
            application/json: { schema: { type: object, required: [by], properties: { by: { enum: [me, you] } } } }
      responses:
        "200": { description: Found, content: { application/json: { schema: { type: object }, example: {} } } }
`;

test('A parameter that is written as JSON is judged by its schema, and a list in a path item by item', async () => {
  await using folder = await temporaryFolder();
  const contract = join(folder.path, 'search.yaml');
  await writeFile(contract, search);
  await using mock = await startMock({ contracts: [contract] });
  const reasonOf = async (ids: string, filter?: string): Promise<unknown> => {
    const query = filter === undefined ? '' : `?filter=${encodeURIComponent(filter)}`;
    const { status, text } = await ask(mock, `GET /search/things/${ids}${query}`);
    return status === 200 ? status : text;
  };
  expect(await reasonOf('a', '{"by":"me"}')).toBe(200);
  expect(await reasonOf('a,b', '{"by":"me"}')).toBe(200);
  expect(await reasonOf('a%2Cb', '{"by":"me"}')).toBe(200);
  expect(await reasonOf('a,c', '{"by":"me"}')).toContain('path.ids');
  expect(await reasonOf('a', '{"by":"them"}')).toContain('query.filter.by must be one of');
  expect(await reasonOf('a', '{}')).toContain('query.filter must have');
  expect(await reasonOf('a', 'by=me')).toContain('query.filter must be object');
  expect(await reasonOf('a')).toContain('filter');
});

const deep = `openapi: 3.1.0
info: { title: Deep, version: "1" }
paths:
  /things:
    get:
      operationId: searchThings
      parameters:
        - { name: count, in: query, schema: { type: integer } }
        - { name: maybe, in: query, content: { application/json: { schema: { type: [object, "null"] } } } }
        - { name: deep, in: query, content: { application/json: { schema: { $ref: "#/components/schemas/Lists" } } } }
      responses: { "204": { description: None }, "400": { description: No } }
components:
  schemas:
    Lists: { type: array, items: { $ref: "#/components/schemas/Lists" } }
`;

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test('A parameter that is written as JSON nests no deeper than a body, and none that does is forgiven', async () => {
  await using folder = await temporaryFolder();
  const contract = join(folder.path, 'deep.yaml');
  await writeFile(contract, deep);
  await using mock = await startMock({ contracts: [contract] });
  const answerTo = async (levels: number, more = '', headers: Record<string, string> = {}) =>
    await ask(mock, `GET /things?deep=${nested(levels)}${more}`, { headers });
  expect((await answerTo(jsonDepthMax)).status).toBe(204);
  expect((await answerTo(jsonDepthMax + 1)).status).toBe(400);
  const breaking = { prefer: 'break=deep/searchThings/request/query/count:type' };
  expect((await answerTo(1, '&count=a', breaking)).status).toBe(204);
  expect((await answerTo(3_900, '&count=a', breaking)).status).toBe(400);
  expect((await answerTo(3_900)).status).toBe(400);
});

test('A JSON null in a parameter is a null', async () => {
  await using folder = await temporaryFolder();
  const contract = join(folder.path, 'deep.yaml');
  await writeFile(contract, deep);
  await using mock = await startMock({ contracts: [contract] });
  expect((await ask(mock, 'GET /deep/things?maybe=null')).status).toBe(204);
  expect((await ask(mock, 'GET /deep/things?maybe=%22null%22')).status).toBe(400);
});
