import { describe, expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const head = `
openapi: 3.1.0
info: { title: Files, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
`;

const form = '{ schema: { type: object, required: [name], properties: { name: { type: string, minLength: 1 } } } }';

/** A contract of one operation that takes a body, beside one that takes none. */
const contractOf = (requestBody: string): string => `${head}
paths:
  /now:
    get: { operationId: now, responses: { "204": { description: Now } } }
  /files:
    post:
      operationId: addFile
      requestBody: ${requestBody}
      responses: { "204": { description: Added }, "400": { description: No } }
`;

/** A right server, which reads one media type. */
const taking =
  (mediaType: string, isOptional = false) =>
  ({ method, headers, body }: SeenRequest): Played => {
    if (method === 'GET' || (body === '' && isOptional)) return [204];
    if (headers['content-type'] !== mediaType) return [415];
    return body.includes('name') ? [204] : [400];
  };

describe('An operation that needs a body which is not JSON is not judged, and asked nothing', () => {
  test.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', 'application/octet-stream'])(
    '%s',
    async (mediaType) => {
      const contract = contractOf(`{ required: true, content: { ${mediaType}: ${form} } }`);
      const { run, requests } = await judgePlayed(contract, taking(mediaType));
      expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
      expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
      const untested = `not-applicable: bodies as ${mediaType} aren't made here`;
      for (const promise of [':answered', '/request/body:required', '/204:status', '/400:status'])
        expect(verdictOf(run, `addFile${promise}`)).toBe(untested);
      expect(verdictOf(run, 'now/204:status')).toBe('held');
    },
  );
});

test('Where such a body is optional, requests without one are judged', async () => {
  const mediaType = 'text/csv';
  const { run } = await judgePlayed(contractOf(`{ content: { ${mediaType}: ${form} } }`), taking(mediaType, true));
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(verdictOf(run, 'addFile/204:status')).toBe('held');
  expect(verdictOf(run, 'addFile/request/body/name:minLength')).toBe(
    "not-applicable: bodies as text/csv aren't made here",
  );
});

test('Where JSON is taken as well, it is sent', async () => {
  const content = `application/x-www-form-urlencoded: ${form}, application/json: ${form}`;
  const { run } = await judgePlayed(contractOf(`{ required: true, content: { ${content} } }`), (seen) => {
    if (seen.method === 'GET') return [204];
    if (!/json|form/.test(seen.headers['content-type'] ?? '')) return [seen.body === '' ? 400 : 415];
    return [/^\{"name":"[^"]+"\}$/.test(seen.body) ? 204 : 400];
  });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(verdictOf(run, 'addFile/request/body@application~1json/name:required')).toBe('held');
});

test('What nobody here can make is not asked for; what the target lists is read', async () => {
  const contract = `${head}
x-resources: { file: { id: id, one: '', many: '' } }
paths:
  /files:
    get: { operationId: list, x-does: { list: file }, responses: { "200": { $ref: "#/components/responses/All" } } }
    post:
      operationId: addFile
      x-does: { create: file }
      requestBody: { required: true, content: { multipart/form-data: ${form} } }
      responses: { "201": { $ref: "#/components/responses/One" }, "400": { description: No } }
  /files/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: read, x-does: { read: file }, responses: { "200": { $ref: "#/components/responses/One" }, "404": { description: None } } }
    delete: { operationId: drop, x-does: { delete: file }, responses: { "204": { description: Gone }, "404": { description: None } } }
components:
  schemas: { File: { type: object, required: [id], properties: { id: { type: string } } } }
  responses:
    One: { description: One, content: { application/json: { schema: { $ref: "#/components/schemas/File" } } } }
    All: { description: All, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/File" } } } } }
`;
  const { run, requests } = await judgePlayed(contract, ({ method, path }) => {
    if (method !== 'GET') return [500];
    if (path === '/files') return [200, [{ id: 'a' }]];
    return path === '/files/a' ? [200, { id: 'a' }] : [404];
  });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(requests.every(({ method }) => method === 'GET')).toBe(true);
  expect(verdictOf(run, 'read/200:status')).toBe('held');
  const reason = "bodies as multipart/form-data aren't made here";
  expect(verdictOf(run, 'drop/204:status')).toBe(`not-applicable: no file can be made for it: ${reason}`);
  expect(verdictOf(run, 'file:created-is-listed')).toBe(`not-applicable: no file can be made: ${reason}`);
});
