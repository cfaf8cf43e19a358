import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

interface Told {
  readonly method?: 'get' | 'put';
  readonly parameters?: string;
  readonly body?: string;
  readonly documented?: number;
  /** Whether the contract names a key that has to be shown. */
  readonly isSecured?: boolean;
}

const header = (name: string, required = true): string =>
  `[{ name: ${name}, in: header, required: ${required}, schema: { type: string, pattern: "^[a-z]+$" } }]`;
const query = (schema: string): string => `[{ name: of, in: query, required: true, schema: ${schema} }]`;
const ofText = '{ type: object, required: [team], properties: { team: { type: string } } }';
const ofEnum = '{ type: object, required: [team], properties: { team: { enum: [a, b] }, size: { type: integer } } }';

const contractOf = ({ method = 'get', parameters = '[]', body, documented, isSecured = false }: Told): string => `
openapi: 3.1.0
info: { title: Refusals, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /x:
    ${method}:
      operationId: x
      ${isSecured ? 'security: [{ key: [] }]' : ''}
      parameters: ${parameters}
      ${body === undefined ? '' : `requestBody: { required: true, content: { application/json: { schema: ${body} } } }`}
      responses: { "204": { description: Yes }, "400": { description: No }${documented === undefined ? '' : `, "${documented}": { description: No }`} }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
`;

const judged = async (told: Told, answer: (seen: SeenRequest) => Played): Promise<RunReport> =>
  (
    await judgePlayed(contractOf(told), answer, {
      only: ['x/204:status', 'x:answered'],
      ...(told.isSecured ? { apiKey: 'k' } : {}),
    })
  ).run;

describe.each<readonly [number, string, Told]>([
  [416, 'a range', { parameters: header('Range') }],
  [428, 'no condition', { parameters: header('If-Match', false) }],
  [409, 'a write', { method: 'put' }],
  [401, 'no credentials', { method: 'put' }],
  [403, 'no credentials', { method: 'put' }],
  [403, 'credentials that may not do everything', { method: 'put', isSecured: true }],
  [402, 'what may cost something', {}],
  [423, 'what may be locked', { method: 'put' }],
  [424, 'what may depend on something', {}],
  [451, 'what may be forbidden', {}],
  [404, 'a text in the query', { parameters: query('{ type: string }') }],
  [410, 'a text in the body', { method: 'put', body: ofText }],
  [422, 'a text that nobody explains', { parameters: query('{ type: string, maxLength: 40 }') }],
  [501, 'anything', {}],
  [502, 'anything', {}],
  [504, 'a write', { method: 'put' }],
  [507, 'a write', { method: 'put' }],
  [422, 'texts that nobody explains', { parameters: query('{ type: array, minItems: 1, items: { type: string } }') }],
])('A permitted request with %i, of %s,', (status, _, told) => {
  test('is no fault where that is documented', async () => {
    const run = await judged({ ...told, documented: status }, () => [status]);
    expect(run.findings).toEqual([]);
    expect(verdictOf(run, 'x/204:status')).toMatch(
      new RegExp(`^untestable: a permitted request was refused with ${status}, which is documented: `),
    );
  });

  test('is one where it is not', async () => {
    const run = await judged(told, () => [status]);
    expect(run.findings.map(({ clause }) => clause)).toEqual([`played/x${status < 500 ? '/204:status' : ':answered'}`]);
  });
});

test.each([
  ['If-Match', 412, 'which is documented'],
  ['If-Match', undefined, 'as HTTP demands'],
  ['If-Unmodified-Since', undefined, 'as HTTP demands'],
])('A made-up %s that is not met is no fault, where 412 is documented or not', async (name, documented, which) => {
  const told = { parameters: header(name), ...(documented === undefined ? {} : { documented }) };
  const run = await judged(told, () => [412]);
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'x/204:status')).toContain(`refused with 412, ${which}: its conditions were made up`);
});

test.each<readonly [number, readonly string[]]>([
  [500, ['played/x:answered']],
  [501, []],
])('A documented %i breaks %j', async (status, clauses) => {
  const contract = contractOf({ parameters: query('{ type: integer }'), documented: status });
  const { run } = await judgePlayed(contract, () => [status]);
  expect(run.findings.map(({ clause }) => clause)).toEqual(clauses);
});

test('A documented 502 to a broken request neither accepts nor refuses it', async () => {
  const contract = contractOf({ parameters: query('{ type: integer }'), documented: 502 });
  const { run } = await judgePlayed(contract, ({ path }) => [/=-?\d+$/.test(path) ? 204 : 502]);
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'x/request/query/of:type')).toMatch(/^untestable: .* it was answered 502/);
});

test('A 412 that is not documented is a fault where nothing sets a condition', async () => {
  expect(verdictOf(await judged({}, () => [412]), 'x/204:status')).toBe('broken');
});

test.each<readonly [number, string, Told]>([
  [401, 'right credentials', { method: 'put', isSecured: true }],
  [412, 'no condition', {}],
  [416, 'no range', {}],
  [409, 'what is only read', {}],
  [404, 'what is listed', { parameters: query('{ enum: [a, b] }') }],
  [404, 'what names nothing', { method: 'put', body: ofEnum }],
  [400, 'a text of a known shape', { parameters: query('{ type: string, pattern: "^[a-z]+$" }') }],
  [400, 'a text with an example', { parameters: query('{ type: string, examples: [red] }') }],
  [400, 'a number', { parameters: query('{ type: integer }') }],
  [400, 'a text in a body', { method: 'put', body: ofText }],
])('A documented refusal with %i of %s is a fault', async (status, _, told) => {
  const documented = status === 400 ? told : { ...told, documented: status };
  expect(verdictOf(await judged(documented, () => [status]), 'x/204:status')).toBe('broken');
});

test('A list of itself is no text', async () => {
  const itself = '{ type: array, items: { $ref: "#/paths/~1x/get/parameters/0/schema" } }';
  const contract = contractOf({ parameters: `[{ name: of, in: query, schema: ${itself} }]` });
  const { run } = await judgePlayed(contract, () => [204], { only: ['x/204:status'], runs: 3 });
  expect(verdictOf(run, 'x/204:status')).toBe('held');
});

describe('A cursor that is made up', () => {
  const cursor = '{ name: cursor, in: query, schema: { type: string, minLength: 3 } }';
  const limit = '{ name: limit, in: query, schema: { type: integer, minimum: 1 } }';
  const isMadeUp = ({ path }: SeenRequest) => path.includes('cursor=');
  const isWrong = ({ path }: SeenRequest) => {
    const asked = new URL(path, 'http://127.0.0.1').searchParams.get('limit');
    return asked !== null && !/^[1-9][0-9]*$/.test(asked);
  };

  test('may be refused, and what else is wrong with a request is told by requests without it', async () => {
    const answer = (seen: SeenRequest): Played => [isMadeUp(seen) || isWrong(seen) ? 400 : 204];
    const contract = contractOf({ parameters: `[${cursor}, ${limit}]` });
    const { run, requests } = await judgePlayed(contract, answer, { runs: 20 });
    expect(run).toMatchObject({ findings: [] });
    expect(verdictOf(run, 'x/204:status')).toBe('held');
    expect(verdictOf(run, 'x/request/query/limit:minimum')).toBe('held');
    expect(verdictOf(run, 'x/request/query/cursor:minLength')).toMatch(/^untestable: the valid twin/);
    expect(requests.some(isMadeUp)).toBe(true);
  });

  test('may be taken, and is no reason to be shorter than it has to be', async () => {
    const answer = (seen: SeenRequest): Played => [isWrong(seen) ? 400 : 204];
    const { run } = await judgePlayed(contractOf({ parameters: `[${cursor}, ${limit}]` }), answer, { runs: 20 });
    expect(run.findings.map(({ clause }) => clause)).toEqual(['played/x/request/query/cursor:minLength']);
  });
});

test.each(['If-None-Match', 'Range'])('An optional %s is left out, so that all is shown', async (name) => {
  const answer = ({ headers }: SeenRequest): Played => [headers[name.toLowerCase()] === undefined ? 204 : 304];
  const { run, requests } = await judgePlayed(contractOf({ parameters: header(name, false) }), answer, { runs: 20 });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter(({ headers }) => headers[name.toLowerCase()] !== undefined)).toEqual([]);
});

describe('What keeps a run from being judged', () => {
  const login =
    '{ type: object, required: [user, word], properties: { user: { type: string }, word: { type: string } } }';
  const contract = contractOf({ method: 'put', body: login, documented: 401 });
  const isKnown = ({ body }: SeenRequest): boolean => body === JSON.stringify({ user: 'ada', word: 'blue' });
  const answer = (seen: SeenRequest): Played => {
    const sent = fromJson(seen.body);
    if (seen.headers['content-type'] !== 'application/json') return [400];
    if (!isRecord(sent) || typeof sent.user !== 'string' || typeof sent.word !== 'string') return [400];
    return [isKnown(seen) ? 204 : 401];
  };

  test('is told with a way out', async () => {
    const { run } = await judgePlayed(contract, answer);
    expect(run).toMatchObject({ verdict: 'untested', findings: [] });
    const way = /give what it takes with --set user=VALUE --set word=VALUE, or leave it out with --skip x$/;
    for (const id of ['x/204:status', 'x/request/body:required']) expect(verdictOf(run, id)).toMatch(way);
  });

  test('is judged once the values are given', async () => {
    const { run } = await judgePlayed(contract, answer, { set: { user: ['ada'], word: ['blue'] } });
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  });

  test('can be left out, whatever the reason', async () => {
    const { run } = await judgePlayed(contractOf({ method: 'put', documented: 409 }), () => [409]);
    expect(run.reason).toMatch(/: it may be at odds with what is there; leave it out with --skip x$/);
  });

  test('is told the same of credentials', async () => {
    const contract = contractOf({ method: 'put', documented: 402, isSecured: true });
    const answer = ({ headers }: SeenRequest): Played => [headers['x-key'] === 'k' ? 402 : 401];
    const { run } = await judgePlayed(contract, answer, { apiKey: 'k' });
    expect(verdictOf(run, 'x:credentials')).toMatch(/was refused with 402, .*; leave it out with --skip x$/);
  });

  test('is no name that the contract does not know', async () => {
    const map = '{ type: object, minProperties: 1, additionalProperties: { type: string } }';
    const { run } = await judgePlayed(contractOf({ method: 'put', body: map, documented: 401 }), () => [401]);
    expect(verdictOf(run, 'x/204:status')).toMatch(/what credentials it takes; leave it out with --skip x$/);
  });
});
