import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newSecret } from '../../src/mock/memory/made-values.ts';
import { patternText } from '../../src/mock/memory/pattern-text.ts';
import { permits } from '../../src/mock/memory/permits.ts';
import { plainValue } from '../../src/mock/memory/plain-value.ts';
import { createRandom } from '../../src/mock/settings/random.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

type Property = { readonly schema: object; readonly example?: unknown };

/** A contract of notes, whose id and time of creation are of these schemas, with an example where both have one. */
const notes = (id: Property, createdAt: Property) => {
  const example = { id: id.example, createdAt: createdAt.example, changedAt: createdAt.example };
  const content = {
    'application/json': {
      schema: { $ref: '#/components/schemas/Note' },
      ...(id.example !== undefined && createdAt.example !== undefined && { example }),
    },
  };
  const text = { 'application/json': { schema: { type: 'object', properties: { text: { type: 'string' } } } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1' },
    'x-resources': { note: { id: 'id', one: '', many: '' } },
    paths: {
      '/notes': {
        post: {
          operationId: 'createNote',
          'x-does': { create: 'note' },
          requestBody: { content: text },
          responses: { 201: { description: 'Made.', content } },
        },
      },
      '/notes/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: ['string', 'integer'] } }],
        patch: {
          operationId: 'editNote',
          'x-does': { edit: 'note' },
          requestBody: { content: text },
          responses: { 200: { description: 'Changed.', content }, 404: { description: 'None.' } },
        },
      },
    },
    components: {
      schemas: {
        Note: {
          type: 'object',
          required: ['id', 'createdAt', 'changedAt'],
          properties: {
            id: id.schema,
            text: { type: 'string' },
            createdAt: { ...createdAt.schema, 'x-time': 'created' },
            changedAt: { ...createdAt.schema, 'x-time': 'updated' },
          },
        },
      },
    },
  };
};

const startNotes = async (id: Property, createdAt: Property) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'notes.yaml');
  await writeFile(file, JSON.stringify(notes(id, createdAt)));
  return await startMock({ contracts: [file], checkOutput: true, seed: 1 });
};

const iso: Property = { schema: { type: 'string', format: 'date-time' }, example: '2026-01-01T00:00:00Z' };

describe('an id is one that its schema permits, and that nothing has yet', () => {
  test.each([
    { schema: { type: 'string', pattern: '^[0-9a-f]{24}$' } },
    { schema: { type: 'string', pattern: '^[0-9a-f]{24}$' }, example: '65f0c0ffee65f0c0ffee65f0' },
    { schema: { type: 'string', maxLength: 8 }, example: 'abcd1234' },
    { schema: { type: 'string', maxLength: 8 } },
    { schema: { type: 'string', pattern: '^\\d+$' }, example: '12345' },
    { schema: { type: 'string', pattern: '^nt_[A-Z]{2,6}\\.[0-9]+$' } },
    { schema: { type: 'string', pattern: '^(ab|cd)[0-9]{6}$' }, example: 'ab123456' },
    { schema: { type: 'string', pattern: '^[0-9]{2}$' } },
    { schema: { type: 'integer', minimum: 1000 } },
  ])('$schema, as $example', async ({ schema, example }) => {
    await using mock = await startNotes({ schema, example }, iso);
    const ids = new Set<unknown>();
    for (let count = 0; count < 12; count++) {
      const { status, body, text } = await ask(mock, 'POST /notes', { body: {} });
      expect([status, text]).toEqual([201, expect.any(String)]);
      ids.add((body as { id: unknown }).id);
    }
    expect(ids.size).toBe(12);
  });
});

describe('a time is written as its schema has it', () => {
  test.each([
    { schema: { type: 'integer' }, example: 1_700_000_000, makes: () => Math.floor(Date.now() / 1000) },
    { schema: { type: 'integer' }, example: 1_700_000_000_000, makes: () => Date.now() },
    { schema: { type: 'integer' }, makes: () => Math.floor(Date.now() / 1000) },
    { schema: { type: 'string', format: 'date' }, makes: () => Date.parse(new Date().toISOString().slice(0, 10)) },
    { schema: { type: 'string', format: 'date-time' }, makes: () => Date.now() },
  ])('$schema, as $example', async ({ schema, example, makes }) => {
    await using mock = await startNotes({ schema: { type: 'string' }, example: 'a' }, { schema, example });
    const from = makes();
    const { status, body } = await ask(mock, 'POST /notes', { body: {} });
    expect(status).toBe(201);
    const { id, createdAt } = body as { id: string; createdAt: string | number };
    const time = typeof createdAt === 'number' ? createdAt : Date.parse(createdAt);
    expect(time).toBeGreaterThanOrEqual(from);
    // A clock that never stands still may be ahead by what was asked of it.
    expect(time).toBeLessThanOrEqual(makes() + 10);
    const edited = await ask(mock, `PATCH /notes/${id}`, { body: { text: 'b' } });
    expect([edited.status, edited.body]).toEqual([
      200,
      { id, text: 'b', createdAt, changedAt: expect.any(typeof createdAt === 'number' ? Number : String) },
    ]);
  });
});

test.each([
  { schema: { type: 'string', pattern: '^whsec_[A-Za-z0-9]{32}$' }, example: undefined },
  { schema: { type: 'string', maxLength: 16 }, example: 'whsec_0123456789' },
  { schema: { type: 'string', pattern: '^[0-9A-F]{40}$' }, example: 'AB12'.repeat(10) },
])('a secret is one that its schema permits: $schema', ({ schema, example }) => {
  const isFit = (value: string | unknown) => permits(schemaValidator({}), schema, value as string);
  const secret = newSecret(schema, { random: createRandom(1), example, isFit });
  expect([secret, isFit(secret)]).toEqual([secret, true]);
});

describe('a text of a pattern', () => {
  test.each(['^a{3}$', '^[^a-z]{2,4}$', '\\d+-\\w*', '^x\\.y?[.]$', '^.{5}\\$$', '[\\]\\\\]'])('%s', (pattern) => {
    for (const count of [0, 3, 40])
      expect(patternText(pattern, createRandom(count), count)).toMatch(new RegExp(pattern, 'u'));
  });

  test.each(['a|b', '(a)', '^(?!a)b', 'a{2001}', '[^\\x00-\\x7f]', '^\\p{L}$', '\\x41'])(
    'is not made of %s',
    (pattern) => {
      expect(patternText(pattern, createRandom(1), 3)).toBeNull();
    },
  );
});

test.each([
  { type: 'integer', minimum: 3, multipleOf: 5 },
  { type: 'array', uniqueItems: true, items: { type: 'integer' } },
  { type: 'string', minLength: 2, maxLength: 4 },
])('a value that has to be there is one that its schema permits: %j', (schema) => {
  const isFit = (value: unknown) => permits(schemaValidator({}), schema, value as string);
  const value = plainValue(schema, '2026-01-01T00:00:00Z', isFit);
  expect([value, isFit(value)]).toEqual([value, true]);
});
