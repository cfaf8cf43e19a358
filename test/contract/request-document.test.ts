import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extremeCalls } from '../../conformance/arbitraries/extreme-call.ts';
import { ordinaryCall } from '../../conformance/arbitraries/ordinary-call.ts';
import { brokenOwnClauses } from '../../conformance/judge/request-violations.ts';
import type { JsonObject } from '../../src/contract/document.ts';
import { evaluator } from '../../src/contract/evaluate.ts';
import { requestDocument } from '../../src/contract/request-document.ts';
import { selectContracts } from '../../src/contract/select-contracts.ts';
import { readContract } from './read-contract.ts';

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
])('No request bears what is readOnly, and none lacks it: $what', async ({ schema }) => {
  const contract = await readContract({
    operation: { requestBody: { required: true, content: { 'application/json': { schema } } } },
    root: { components: { schemas } },
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
  for (const { document } of await selectContracts({})) expect(requestDocument(document)).toBe(document);
});
