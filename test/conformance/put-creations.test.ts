import { expect, test } from 'vitest';
import { ownershipOf } from '../../conformance/target/ownership.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { readContract } from '../contract/read-contract.ts';

const creating = (resource: string, operationId: string): JsonObject => ({
  operationId,
  'x-does': { create: resource },
  responses: { 201: { description: 'Made' } },
});
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const deleting = { operationId: 'dropNote', 'x-does': { delete: 'note' }, responses: { 204: { description: 'Gone' } } };

const contract = await readContract({
  root: {
    'x-resources': Object.fromEntries(['note', 'theme', 'cover'].map((name) => [name, { id: 'id', one: '' }])),
    paths: {
      '/notes': { post: creating('note', 'addNote') },
      '/notes/{id}': { parameters: [id], delete: deleting },
      '/notes/{id}/cover': { parameters: [id], put: creating('cover', 'putCover') },
      '/theme': { put: creating('theme', 'putTheme') },
    },
  },
});

test.each([
  ['addNote', 'creates'],
  ['putCover', 'creates'],
  ['putTheme', 'unowned'],
] as const)(
  'PUT replaces what is there, so that it creates only below something of the run’s: %s is %s',
  (name, kind) => {
    const operation = contract.operations.find((one) => one.id === name);
    if (operation === undefined) throw new Error(`The contract has no ${name}.`);
    const settings = { ownerValues: new Map(), allowsUnowned: () => false };
    expect(ownershipOf(contract, settings, operation).kind).toBe(kind);
  },
);
