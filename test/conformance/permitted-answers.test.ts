import { describe, expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

/** A contract of one operation that is asked for without anything. */
const contractOf = (responses: string): string => `
openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /thing:
    get: { operationId: a, responses: { ${responses} } }
`;

const bytes = (text: string): Buffer => Buffer.from(text);
const typed = (type: string) => ({ 'content-type': type });
const object = '{ schema: { type: object } }';
const list = '{ schema: { type: array } }';

describe('An answer is held to what describes it', () => {
  test.each<readonly [string, string, Played, readonly string[]]>([
    [
      'a text that is JSON by chance',
      '"200": { description: A, content: { text/plain: { schema: { type: string } } } }',
      [200, bytes('42'), typed('text/plain')],
      [],
    ],
    [
      'the most specific media type',
      `"200": { description: A, content: { application/json: ${object}, application/*: ${list} } }`,
      [200, {}],
      [],
    ],
    [
      'the most specific media type, which it breaks',
      `"200": { description: A, content: { application/json: ${object}, application/*: ${list} } }`,
      [200, []],
      ['200/body:type'],
    ],
    [
      'its parameters',
      `"200": { description: A, content: { application/json;version=1: ${object}, application/json;version=2: ${list} } }`,
      [200, [], typed('application/json; version=2')],
      [],
    ],
    [
      'what may be meant, where it does not say',
      `"200": { description: A, content: { application/json;version=1: ${object}, application/json;version=2: ${list} } }`,
      [200, 5],
      [],
    ],
    [
      'its media type alone, where none of several is named',
      `"200": { description: A, content: { application/json: ${object}, application/vnd.b+json: ${list} } }`,
      [200, {}, typed('text/json')],
      ['200:media-type'],
    ],
    [
      'a mailbox at any host',
      '"200": { description: A, content: { application/json: { schema: { items: { format: email } } } } }',
      [200, ['a@localhost', '"john doe"@example.com', 'a@[192.0.2.1]']],
      [],
    ],
    ['no body, where it can have none', `2XX: { description: A, content: { application/json: ${object} } }`, [204], []],
    ['a redirect beside the success', '"200": { description: A }, "302": { description: B }', [302], []],
    ['a range of redirects beside it', '"200": { description: A }, 3XX: { description: B }', [304], []],
    ['whatever is left', '"200": { description: A }, default: { description: B }', [202], []],
    ['the documented success alone', '"200": { description: A }, "404": { description: B }', [202], ['200:status']],
  ])('%s', async (_, responses, answer, broken) => {
    const { run } = await judgePlayed(contractOf(responses), () => answer, { runs: 1 });
    expect(run.findings.map(({ clause }) => clause)).toEqual(broken.map((rest) => `played/a/${rest}`));
  });
});

/** A contract of one operation that takes something. */
const taking = (operation: string): string => `
openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  ${operation}
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: x-key }
    user: { type: http, scheme: bearer }
`;

test.each(['enum: [x, y]', 'const: x', 'anyOf: [{ const: x }, { const: y }]', 'not: { type: [number, "null"] }'])(
  'Who takes a null by %s for what may be left out is in the right',
  async (schema) => {
    const contract = taking(`/thing:
    post:
      operationId: a
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { p: { ${schema} } } } } } }
      responses: { "204": { description: A }, "400": { description: B } }`);
    const isRight = (p: unknown): boolean =>
      p === undefined ||
      p === null ||
      (schema.startsWith('not') ? typeof p !== 'number' : p === 'x' || (p === 'y' && !schema.startsWith('const')));
    const { run } = await judgePlayed(contract, ({ body, headers }) => {
      if (headers['content-type'] !== 'application/json') return [415];
      try {
        const value: unknown = JSON.parse(body);
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        return [isObject && isRight((value as { p?: unknown }).p) ? 204 : 400];
      } catch {
        return [400];
      }
    });
    expect(run.findings).toEqual([]);
    expect(run.clauses.filter(({ id, verdict }) => id.includes('/body/p:') && verdict === 'held')).toHaveLength(1);
  },
);

test('Who lets anyone in that has a key is not accused of taking another scheme beside it', async () => {
  const contract = taking(`/thing:
    get: { operationId: a, security: [{ key: [], user: [] }, { key: [] }], responses: { "204": { description: A }, "401": { description: B } } }`);
  const { run } = await judgePlayed(contract, ({ headers }) => [headers['x-key'] === 'k' ? 204 : 401], {
    apiKey: 'k',
    token: 't',
  });
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'a:credentials')).toBe('held');
});

test('A cookie of the contract goes beside the owner’s, a list in it item by item', async () => {
  const contract = taking(`/thing:
    get:
      operationId: a
      parameters: [{ name: colour, in: cookie, required: true, explode: false, schema: { type: array, minItems: 2, items: { enum: [red, "a,b"] } } }]
      responses: { "204": { description: A }, "400": { description: B } }`);
  const isColour = (text: string): boolean => ['red', 'a,b'].includes(decodeURIComponent(text));
  const answer = ({ headers: { cookie = '' } }: SeenRequest): Played => {
    const [, colours = ''] = /^sid=1; colour=([^;]*)$/.exec(cookie) ?? [];
    const items = colours.split(',');
    return [items.length >= 2 && items.every(isColour) ? 204 : 400];
  };
  const { run } = await judgePlayed(contract, answer, { headers: { cookie: 'sid=1' } });
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'a/204:status')).toBe('held');
});

test('What HTTP cannot carry in a header is not the server’s fault, and JSON in one is written in ASCII', async () => {
  const withHeader = (described: string): string =>
    taking(`/thing:
    get:
      operationId: a
      parameters: [{ name: x-name, in: header, required: true, ${described} }]
      responses: { "204": { description: A }, "400": { description: B } }`);
  const { run } = await judgePlayed(withHeader('schema: { enum: [日本] }'), () => [204]);
  expect(run.findings).toEqual([]);
  expect(run).toMatchObject({
    verdict: 'untested',
    reason: expect.stringContaining("the header x-name can't hold all of a value"),
  });
  const json = withHeader('content: { application/json: { schema: { enum: [日本] } } }');
  const isName = (text: unknown): boolean => text === '"\\u65e5\\u672c"';
  const { run: other } = await judgePlayed(json, ({ headers }) => [isName(headers['x-name']) ? 204 : 400]);
  expect(other.findings).toEqual([]);
  expect(verdictOf(other, 'a/204:status')).toBe('held');
});

test('An operation whose path has one of several listed values is asked, and never to delete one', async () => {
  const contract = taking(`/modes/{mode}:
    parameters: [{ name: mode, in: path, required: true, schema: { enum: [fast, slow] } }]
    post: { operationId: a, responses: { "204": { description: A }, "404": { description: B } } }
    delete: { operationId: b, responses: { "204": { description: A }, "404": { description: B } } }`);
  const { run, requests } = await judgePlayed(
    contract,
    ({ path }) => [['/modes/fast', '/modes/slow'].includes(path) ? 204 : 404],
    { allowUnowned: ['a'] },
  );
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'a/204:status')).toBe('held');
  expect(requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
});

const things = taking(`/things:
    post:
      operationId: make
      x-does: { create: thing }
      responses: { "201": { description: A, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: read
      x-does: { read: thing }
      responses: { "200": { description: A, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }, "404": { description: B } }
    delete: { operationId: drop, x-does: { delete: thing }, responses: { "204": { description: A } } }`).replace(
  'components:',
  'x-resources: { thing: { id: id, one: "" } }\ncomponents:\n  schemas: { Thing: { type: object, required: [id], properties: { id: { type: integer } } } }',
);

/** A server of things that are told by numbers alone, and deletes what is gone as if it were there. */
const serveThings = (first: bigint) => {
  const there = new Set<string>();
  let next = first;
  return ({ method, path }: SeenRequest): Played => {
    const id = path.slice('/things/'.length);
    if (method === 'POST') {
      const made = String(next++);
      there.add(made);
      return [201, bytes(`{"id":${made}}`)];
    }
    if (!/^(\d+)?$/.test(id)) return [400];
    if (method === 'DELETE') {
      there.delete(id);
      return [204];
    }
    return there.has(id) ? [200, bytes(`{"id":${id}}`)] : [404];
  };
};

test('Who deletes what is gone is in the right where no refusal is documented', async () => {
  const { run } = await judgePlayed(things, serveThings(1n));
  expect(run).toMatchObject({ verdict: 'conformant', findings: [], leftovers: [] });
  expect(verdictOf(run, 'thing:deleted-is-gone-on-read')).toBe('held');
});

test('Whose ids are larger than numbers are read exactly is not judged, and what was made is told of', async () => {
  const { run } = await judgePlayed(things, serveThings(1_234_567_890_123_456_789n));
  expect(run.findings).toEqual([]);
  expect(run).toMatchObject({ verdict: 'untested', reason: expect.stringContaining('too large to be read exactly') });
  expect(run.leftovers.length).toBeGreaterThan(0);
});
