import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

const contractOf = (schema: string): string => `
openapi: 3.1.0
info: { title: Payments, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
x-resources: { payment: { id: id, one: '', many: '' } }
paths:
  /payments:
    get: { operationId: list, x-does: { list: payment }, responses: { "200": { description: All, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Payment" } } } } } } }
    post:
      operationId: pay
      x-does: { create: payment }
      parameters: [{ name: Idempotency-Key, in: header, required: true, schema: ${schema} }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [amount], properties: { amount: { type: integer, minimum: 1 } } } } } }
      responses: { "201": { description: Made, content: { application/json: { schema: { $ref: "#/components/schemas/Payment" } } } }, "400": { description: No }, "409": { description: Taken } }
  /payments/{id}:
    delete:
      operationId: drop
      x-does: { delete: payment }
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Gone }, "404": { description: None } }
components:
  schemas: { Payment: { type: object, required: [id, amount], properties: { id: { type: string }, amount: { type: integer } } } }
`;

/** A right server, which answers a key that it knows with what it answered before. */
const startPaying = (pattern: RegExp, answers = new Map<string, readonly [string, Played]>()) => {
  const kept = new Map<string, unknown>();
  let count = 0;
  return ({ method, path, headers, body }: SeenRequest): Played => {
    if (method === 'GET') return [200, [...kept.values()]];
    if (method === 'DELETE') return [kept.delete(path.slice('/payments/'.length)) ? 204 : 404];
    const key = String(headers['idempotency-key'] ?? '');
    const sent = fromJson(body);
    const isRight = headers['content-type'] === 'application/json' && isRecord(sent) && Number.isInteger(sent.amount);
    if (!pattern.test(key) || !isRight || Number(sent.amount) < 1) return [400];
    const [before, answer] = answers.get(key) ?? [];
    if (answer !== undefined) return before === body ? answer : [409];
    const id = `p${++count}`;
    const made: Played = [201, { id, amount: sent.amount }];
    kept.set(id, made[1]);
    answers.set(key, [body, made]);
    return made;
  };
};

test.each<readonly [string, RegExp]>([
  ['{ type: string, minLength: 1, maxLength: 64 }', /^.{1,64}$/],
  ['{ type: string, minLength: 40, maxLength: 50 }', /^.{40,50}$/],
  ['{ type: string, maxLength: 12 }', /^.{1,12}$/],
  ['{ type: [string], minLength: 1, maxLength: 64 }', /^.{1,64}$/],
  ['{ type: string, format: uuid }', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
])('A key of %s is never used twice, by the next run of the same seed either', async (schema, pattern) => {
  const answers = new Map();
  for (const answer of [startPaying(pattern, answers), startPaying(pattern, answers)]) {
    const { run } = await judgePlayed(contractOf(schema), answer);
    expect(run.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
    expect(verdictOf(run, 'payment:id-is-unique-on-create')).toBe('held');
    expect(verdictOf(run, 'payment:created-is-listed')).toBe('held');
    expect(verdictOf(run, 'pay/request/header/Idempotency-Key:required')).toBe('held');
  }
});

test('A key that is wrong on purpose is sent as it is', async () => {
  const { run } = await judgePlayed(contractOf('{ type: string, format: uuid }'), startPaying(/^[0-9a-f-]{36}$/i));
  expect(verdictOf(run, 'pay/request/header/Idempotency-Key:format')).toBe('held');
});
