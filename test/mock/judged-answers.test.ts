import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { mockOf } from './mock-of.ts';

const list = { type: 'array', items: { type: 'integer' } };

/** A documented response to `GET /things`: its example by its schema, and its headers. */
const documented = (schema: object, example: unknown, headers: object = {}) => ({
  paths: {
    '/things': {
      get: {
        responses: { 200: { description: 'All', headers, content: { 'application/json': { schema, example } } } },
      },
    },
  },
});

const wanting = (level: string) => ({
  type: 'object',
  required: ['a'],
  properties: { a: { type: 'integer', 'x-level': { required: level } } },
});

test.each([
  { schema: { type: 'object', properties: { a: { type: 'integer' } } }, example: { a: 'x' }, says: 'body.a must be' },
  { schema: { dependentRequired: { a: ['b'] } }, example: { a: 1 }, says: 'body must have property b' },
  { schema: { prefixItems: [{ type: 'integer' }] }, example: ['x'], says: 'body.0 must be integer' },
  { schema: {}, example: {}, headers: { 'X-Ids': { required: true } }, says: "must have required property 'X-Ids'" },
  { schema: {}, example: {}, headers: { 'X-Ids': { schema: list, example: ['x'] } }, says: 'X-Ids.0 must be integer' },
  { schema: {}, example: {}, headers: { 'X-Ids': { schema: list, example: [1, 2] } } },
  { schema: wanting('MUST'), example: {}, says: "body must have required property 'a'" },
  { schema: wanting('MAY'), example: {} },
  { schema: { required: ['a'], properties: { a: { writeOnly: true } } }, example: {} },
  { schema: { required: ['a'], properties: { a: { readOnly: true } } }, example: {}, says: "required property 'a'" },
])(
  'A mock that checks its responses says of $example by $schema with $headers: $says',
  async ({ schema, example, headers, says }) => {
    await using mock = await mockOf(documented(schema, example, headers), { checkOutput: true });
    const { status, text } = await ask(mock, 'GET /notes/things');
    expect([status, status === 200 ? '' : JSON.parse(text).detail]).toEqual(
      says === undefined ? [200, ''] : [500, expect.stringContaining(says)],
    );
  },
);
