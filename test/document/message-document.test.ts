import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extremeCalls } from '../../conformance/arbitraries/extreme-call.ts';
import { ordinaryCall } from '../../conformance/arbitraries/ordinary-call.ts';
import { brokenOwnClauses } from '../../conformance/judge/request-violations.ts';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { messageDocument } from '../../src/document/message-document.ts';
import { judgeSchemas } from '../contract/judge-schemas.ts';
import { readContract } from '../contract/read-contract.ts';

const secret = { type: 'string', writeOnly: true };
const kind = (name: string): JsonObject => ({ kind: { const: name } });
const branch = (name: string, properties: JsonObject): JsonObject => ({
  required: ['kind', ...Object.keys(properties)],
  properties: { ...kind(name), ...properties },
});
const text = { type: 'string' };
const node = {
  type: 'object',
  required: ['secret'],
  properties: { secret, children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
};

const id = { type: 'string', readOnly: true };
const url = { type: 'string' };
const things = { type: 'object', required: ['id', 'url'], properties: { id, url } };
const schemas = { Thing: things, Base: { type: 'object', properties: { id } } };

test.each<{ readonly what: string; readonly schema: JsonObject }>([
  { what: 'a schema that answers share', schema: { $ref: '#/components/schemas/Thing' } },
  {
    what: 'parts of one schema',
    schema: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['id', 'url'], properties: { url } }] },
  },
  { what: 'a schema that is judged whole', schema: { oneOf: [{ $ref: '#/components/schemas/Thing' }, { const: 1 }] } },
  { what: 'another one', schema: { anyOf: [things] } },
  { what: 'a schema in an extension', schema: { $ref: '#/x-schemas/Thing' } },
  { what: 'one of several in an extension', schema: { oneOf: [{ $ref: '#/x-schemas/Thing' }, { const: 1 }] } },
])('No request bears what is readOnly, and none lacks it: $what', async ({ schema }) => {
  const contract = await readContract({
    operation: { requestBody: { required: true, content: { 'application/json': { schema } } } },
    root: { components: { schemas }, 'x-schemas': schemas },
  });
  const [operation] = contract.operations;
  if (operation === undefined) throw new Error('There is no operation.');
  const context = { document: contract.document, ownerValues: new Map<string, readonly string[]>() };
  const evaluate = evaluator(contract.document);
  const ordinary = fc.sample(ordinaryCall(operation, context), { numRuns: 20, seed: 1 });
  const extremes = extremeCalls(operation, context, 1);
  expect(extremes?.telling.length).toBeGreaterThan(5);
  for (const values of ordinary) {
    const broken = brokenOwnClauses({ contract, evaluate }, operation, values).map((clause) => clause.id);
    expect(broken, JSON.stringify(values.body)).toEqual([]);
  }
  for (const { body } of [...ordinary, ...(extremes?.telling.map((one) => extremes.of(one).values) ?? [])]) {
    expect(body).not.toHaveProperty('id');
  }
});

test('A contract that requires nothing readOnly has one document for requests and answers', async () => {
  for (const { document } of await selectContracts({})) {
    expect(messageDocument(document, 'request')).toBe(document);
    expect(messageDocument(document, 'response')).toBe(document);
  }
});

test.each<{
  readonly what: string;
  readonly schema: JsonObject;
  readonly right: readonly JsonValue[];
  readonly wrong: readonly JsonValue[];
}>([
  {
    what: 'a branch',
    schema: { oneOf: [branch('card', { number: secret }), branch('bank', { iban: text })] },
    right: [{ kind: 'card' }, { kind: 'card', number: '1' }, { kind: 'bank', iban: 'a' }],
    wrong: [{ kind: 'bank' }, { kind: 'card', number: 1 }, {}],
  },
  {
    what: 'a schema that contains itself',
    schema: { $ref: '#/components/schemas/Node' },
    right: [{ children: [{}, { children: [{}] }] }, { children: [{ secret: 'a' }] }],
    wrong: [{ children: [{ secret: 1 }] }, { children: [1] }],
  },
  {
    what: 'a branch that says no more',
    schema: { properties: { secret, token: text }, anyOf: [{ required: ['secret'] }, { required: ['token'] }] },
    right: [{}, { token: 'a' }, { secret: 'a' }],
    wrong: [],
  },
  {
    what: 'one of two such',
    schema: { properties: { secret, token: text }, oneOf: [{ required: ['secret'] }, { required: ['token'] }] },
    right: [{}, { token: 'a' }, { secret: 'a' }],
    wrong: [{ secret: 'a', token: 'a' }],
  },
  {
    what: 'what must not be there',
    schema: { properties: { secret }, not: { required: ['secret'] } },
    right: [{}],
    wrong: [{ secret: 'a' }],
  },
  {
    what: 'what another property calls for',
    schema: { properties: { secret, token: text }, dependentRequired: { id: ['secret', 'token'] } },
    right: [{ id: 1, token: 'a' }],
    wrong: [{ id: 1, secret: 'a' }],
  },
])('No answer has to hold what is writeOnly: $what', async ({ schema, right, wrong }) => {
  const { clauses, evaluate } = await judgeSchemas([schema], { Node: node });
  const broken = (value: JsonValue): readonly string[] =>
    [...clauses(0)].flatMap(([name, clause]) => (evaluate(clause, value).violations.length > 0 ? [name] : []));
  for (const value of right) expect({ value, broken: broken(value) }).toEqual({ value, broken: [] });
  for (const value of wrong) expect({ value, count: broken(value).length }).not.toEqual({ value, count: 0 });
});
