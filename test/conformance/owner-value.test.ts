import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ordinaryProperty } from '../../conformance/arbitraries/ordinary-value.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';

const document = { openapi: '3.1.0', paths: {}, components: { schemas: { Id: { type: 'integer' } } } };

const sent = (text: string, schema: JsonObject): JsonValue | undefined => {
  const context = { document, ownerValues: new Map([['given', [text]]]) };
  return fc.sample(ordinaryProperty('given', schema, context), { seed: 1, numRuns: 1 })[0];
};

test.each([
  ['true', { type: 'boolean' }, true],
  ['false', { type: 'boolean' }, false],
  ['yes', { type: 'boolean' }, 'yes'],
  ['7', { type: 'integer' }, 7],
  ['1e3', { type: 'integer' }, 1000],
  ['7.5', { type: 'integer' }, '7.5'],
  ['-7.5', { type: 'number' }, -7.5],
  ['seven', { type: 'integer' }, 'seven'],
  ['175928847299117063', { type: 'integer' }, '175928847299117063'],
  ['7', { type: ['integer', 'null'] }, 7],
  ['7', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, 7],
  ['7', { $ref: '#/components/schemas/Id' }, 7],
  ['2', { enum: [1, 2, 3] }, 2],
  ['2', { const: 2 }, 2],
  // What may be a text is one, however it looks.
  ['007', { type: 'string' }, '007'],
  ['007', { type: ['string', 'integer'] }, '007'],
  ['true', { type: ['string', 'boolean'] }, 'true'],
  ['true', {}, 'true'],
  ['7', { type: 'array', items: { type: 'integer' } }, [7]],
  ['7', { type: 'array', items: { $ref: '#/components/schemas/Id' } }, [7]],
  ['7', { type: 'array', items: { type: 'string' } }, ['7']],
  ['a', { type: 'array' }, ['a']],
])('%j by %j is sent as %j', (text, schema, value) => {
  expect(sent(text, schema)).toEqual(value);
});
