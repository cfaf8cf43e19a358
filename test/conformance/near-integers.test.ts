import { expect, test } from 'vitest';
import { judgePlayed, type SeenRequest, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

const bounded = '{ type: integer, minimum: 1, maximum: 100 }';
const contract = `
openapi: 3.1.0
info: { title: Counts, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /counts:
    get:
      operationId: list
      parameters: [{ name: limit, in: query, schema: ${bounded} }]
      responses: { "204": { description: Yes }, "400": { description: No } }
    post:
      operationId: add
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [many, loud], properties: { many: ${bounded}, loud: { type: boolean } } } } } }
      responses: { "204": { description: Yes }, "400": { description: No }, "415": { description: No JSON } }
`;

/** How a server reads what is to be a number, and a switch. */
interface Reading {
  readonly text: (text: string) => unknown;
  readonly many: (value: unknown) => unknown;
  readonly loud: (value: unknown) => unknown;
}

const itself = (value: unknown): unknown => value;
const exact: Reading = {
  text: (text) => (/^-?\d+$/.test(text) ? Number(text) : null),
  many: (value) => (Number.isInteger(value) ? value : null),
  loud: itself,
};

const isWithin = (value: unknown): boolean => typeof value === 'number' && value >= 1 && value <= 100;

const takes = (reading: Reading, { method, path, headers, body }: SeenRequest): boolean => {
  if (method === 'GET') {
    const limit = new URL(path, 'http://127.0.0.1').searchParams.get('limit');
    return limit === null || isWithin(reading.text(limit));
  }
  const sent = headers['content-type'] === 'application/json' ? fromJson(body) : null;
  return isRecord(sent) && isWithin(reading.many(sent.many)) && typeof reading.loud(sent.loud) === 'boolean';
};

const judge = async (reading: Partial<Reading>) => {
  const { run } = await judgePlayed(contract, (seen) => [takes({ ...exact, ...reading }, seen) ? 204 : 400]);
  return { run, broken: run.findings.map(({ clause }) => clause) };
};

test('Who takes whole numbers alone is right', async () => {
  const { run, broken } = await judge({});
  expect(broken).toEqual([]);
  expect(verdictOf(run, 'list/request/query/limit:type')).toBe('held');
});

test.each<[string, Partial<Reading>, string]>([
  ['a number with what follows it', { text: Number.parseFloat }, 'list/request/query/limit:type'],
  ['a fraction in a query', { text: Number }, 'list/request/query/limit:type'],
  ['a fraction in a body', { many: itself }, 'add/request/body/many:type'],
  [
    'a number as a text',
    { many: (value) => (typeof value === 'string' ? Number(value) : exact.many(value)) },
    'add/request/body/many:type',
  ],
  [
    'a switch as a text',
    { loud: (value) => (value === 'true' || value === true ? true : value) },
    'add/request/body/loud:type',
  ],
])('Who takes %s is told', async (_, reading, clause) => {
  expect((await judge(reading)).broken).toEqual([`played/${clause}`]);
});
