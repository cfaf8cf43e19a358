import { expect, test } from 'vitest';
import type { JsonObject, OpenApiDocument } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';

const document: OpenApiDocument = {
  secret: { type: 'string', 'x-secret': 'last4', title: 'A secret' },
  base: { required: ['a'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
};
const secret = { $ref: '#/secret' };
const full = { type: 'string', 'x-secret': 'full', title: 'A secret' };

test.each<{ readonly what: string; readonly schema: JsonObject; readonly merged: JsonObject }>([
  { what: 'beside a reference', schema: { ...secret, 'x-secret': 'full' }, merged: full },
  { what: 'beside parts', schema: { allOf: [secret], 'x-secret': 'full' }, merged: full },
  {
    what: 'beside parts, of which the later is heard first',
    schema: { allOf: [secret, { title: 'Another' }], 'x-secret': 'full' },
    merged: { ...full, title: 'Another' },
  },
  {
    what: 'of properties, which are all there',
    schema: {
      allOf: [{ $ref: '#/base' }],
      required: ['b', 'a'],
      properties: { b: { type: 'integer' }, c: { type: 'string' } },
    },
    merged: {
      required: ['b', 'a'],
      properties: { a: { type: 'string' }, b: { type: 'integer' }, c: { type: 'string' } },
    },
  },
])('What a schema says itself is heard first $what', ({ schema, merged }) => {
  expect(mergedSchema(document, schema)).toEqual(merged);
  // Once more, from what was kept.
  expect(mergedSchema(document, schema)).toEqual(merged);
});
