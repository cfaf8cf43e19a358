import { describe, expect, test } from 'vitest';
import { planRun } from '../../conformance/run/plan.ts';
import { ContractError } from '../../src/document/contract-error.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { readContract, type Said } from '../contract/read-contract.ts';

const half = 'half\ud83d';

const answering = (schema: JsonObject): Said => ({
  responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
});

const query = (parameter: JsonObject): Said => ({
  operation: { parameters: [{ in: 'query', schema: {}, ...parameter }] },
});

const pathOf = (path: string): JsonObject => ({ [path]: { get: { responses: { 200: { description: 'OK' } } } } });

const told: readonly (Said & { readonly what: string; readonly place: string })[] = [
  { what: 'a path', root: { paths: pathOf(`/${half}`) }, place: '/paths/~1half‹U+D83D›' },
  { what: 'an operation', operation: { operationId: half }, place: '/paths/~1/post/operationId' },
  { what: 'a parameter', ...query({ name: half }), place: '/paths/~1/post/parameters/0/name' },
  {
    what: 'a value of a parameter',
    ...query({ name: 'q', schema: { enum: ['a', half] } }),
    place: '/paths/~1/post/parameters/0/schema/enum/1',
  },
  { what: 'an example', ...query({ name: 'q', example: half }), place: '/paths/~1/post/parameters/0/example' },
  {
    what: 'a pattern',
    ...answering({ pattern: half }),
    place: '/paths/~1/post/responses/200/content/application~1json/schema/pattern',
  },
  { what: 'a property', ...answering({ properties: { [half]: {} } }), place: '/schema/properties/half‹U+D83D›' },
  { what: 'a required property', ...answering({ required: [half] }), place: '/schema/required/0' },
  {
    what: 'a header',
    responses: { 200: { description: 'OK', headers: { [half]: {} } } },
    place: '/headers/half‹U+D83D›',
  },
  {
    what: 'a media type',
    responses: { 200: { description: 'OK', content: { [half]: {} } } },
    place: '/content/half‹U+D83D›',
  },
  { what: 'a schema', root: { components: { schemas: { [half]: {} } } }, place: '/components/schemas/half‹U+D83D›' },
  { what: 'a reference', ...answering({ $ref: `#/components/schemas/${half}` }), place: '/schema/$ref' },
  { what: 'a key of an extension', root: { 'x-own': { [half]: 1 } }, place: '/x-own/half‹U+D83D›' },
  {
    what: 'a credential',
    root: { components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: half } } } },
    place: '/components/securitySchemes/key/name',
  },
];

test.each(told)(
  'Half of a character in $what is a mistake of the contract, told by its place',
  async ({ what: _what, place, ...said }) => {
    const refused = readContract(said);
    await expect(refused).rejects.toThrow(ContractError);
    await expect(refused).rejects.toThrow(
      /one\.json:1: This text has half of a character .* Write both surrogates of the pair/,
    );
    await expect(refused).rejects.toThrow(place);
  },
);

describe('where it is only shown, half of a character does no harm', () => {
  test.each<Said & { readonly what: string }>([
    { what: 'a title', root: { info: { title: half, version: '1' } } },
    { what: 'a description', operation: { description: half, summary: half } },
    { what: 'an extension', root: { 'x-own': half } },
    { what: 'nothing: an emoji is whole', ...query({ name: '😀', example: '😀' }) },
  ])('$what', async ({ what: _what, ...said }) => {
    const { isWhole } = await planRun(await readContract(said), { target: 'http://127.0.0.1:9' });
    expect(isWhole).toBe(true);
  });
});
