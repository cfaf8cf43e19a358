import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ordinaryValue } from '../../conformance/arbitraries/ordinary-value.ts';
import { ownerValue } from '../../conformance/arbitraries/owner-value.ts';

test.each([
  ['true', { type: 'boolean' }, true],
  ['false', { type: 'boolean' }, false],
  ['yes', { type: 'boolean' }, 'yes'],
  ['7', { type: 'integer' }, 7],
  ['-7.5', { type: 'number' }, -7.5],
  ['seven', { type: 'integer' }, 'seven'],
  ['7', { type: ['integer', 'null'] }, 7],
  ['7', { type: 'string' }, '7'],
  ['true', {}, 'true'],
  ['7', { type: 'array', items: { type: 'integer' } }, [7]],
  ['a', { type: 'array' }, ['a']],
  ['a', undefined, 'a'],
])('%j under %j is %j', (text, schema, value) => {
  expect(ownerValue(text, schema)).toEqual(value);
});

test('A body holds an owner’s value as its schema says', () => {
  const schema = { type: 'object', required: ['done'], properties: { done: { type: 'boolean' } } };
  const context = {
    document: { openapi: '3.1.0', paths: {}, components: { schemas: {} } },
    ownerValues: new Map([['done', ['true']]]),
  };
  expect(fc.sample(ordinaryValue(schema, context), { seed: 1, numRuns: 3 })).toEqual(
    Array.from({ length: 3 }, () => ({ done: true })),
  );
});
