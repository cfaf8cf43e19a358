import { expect, test } from 'vitest';
import { parameterValue } from '../../src/contract/parameter-value.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { readQuery } from '../../src/document/read-query.ts';
import { readContract } from './read-contract.ts';

/** Reads one parameter of a request, which a contract describes; `tag` in any place. */
const valueIn = async (parameter: JsonObject, written: string): Promise<JsonValue | undefined> => {
  const place = String(parameter.in);
  const described = { name: 'tag', ...parameter, ...(place === 'path' && { required: true }) };
  const path = place === 'path' ? '/things/{tag}' : '/things';
  const operation = { operationId: 'do', parameters: [described], responses: { 204: { description: 'Done.' } } };
  const contract = await readContract({ root: { paths: { [path]: { get: operation } } } });
  const [read] = contract.operations;
  const [own] = read?.parameters ?? [];
  if (read === undefined || own === undefined) throw new Error('The contract has no parameter.');
  return parameterValue(contract, read, own, {
    path: place === 'path' ? `/things/${written}` : '/things',
    query: place === 'query' ? readQuery(written) : {},
    headers: place === 'header' ? { tag: written } : place === 'cookie' ? { cookie: written } : {},
  });
};

const integer = { type: 'integer' };
const list = { type: 'array', items: integer };

// Written as in the table of OpenAPI 3.1.1, 4.8.12.3 "Style Examples".
test.each<readonly [string, string, boolean, JsonObject, string, JsonValue]>([
  ['query', 'form', true, list, 'tag=1', [1]],
  ['query', 'form', true, list, 'tag=1&tag=2', [1, 2]],
  ['query', 'form', false, list, 'tag=1,2', [1, 2]],
  ['query', 'pipeDelimited', false, list, 'tag=1%7C2', [1, 2]],
  ['query', 'spaceDelimited', false, list, 'tag=1%202', [1, 2]],
  ['query', 'pipeDelimited', true, list, 'tag=1&tag=2', [1, 2]],
  ['header', 'simple', false, list, '1,2', [1, 2]],
  ['header', 'simple', true, list, '1,2', [1, 2]],
  ['header', 'simple', false, list, '1, 2', [1, 2]],
  ['cookie', 'form', false, integer, 'tag=1', 1],
  ['path', 'simple', false, list, '1,2', [1, 2]],
  ['path', 'simple', true, list, '1,2', [1, 2]],
  ['path', 'label', false, integer, '.5', 5],
  ['path', 'label', false, list, '.1,2', [1, 2]],
  ['path', 'label', true, list, '.1.2', [1, 2]],
  ['path', 'matrix', false, integer, ';tag=5', 5],
  ['path', 'matrix', false, { type: 'string' }, ';tag', ''],
  ['path', 'matrix', false, list, ';tag=1,2', [1, 2]],
  ['path', 'matrix', true, list, ';tag=1;tag=2', [1, 2]],
  ['path', 'label', false, integer, '5', '5'],
  ['path', 'matrix', false, integer, ';gat=5', ';gat=5'],
])('In a %s, by %s, exploded: %s, where it is %j, %s is %j', async (place, style, explode, schema, written, value) => {
  expect(await valueIn({ in: place, style, explode, schema }, written)).toEqual(value);
});

test.each<readonly [string, JsonValue]>([
  ['null', null],
  ['{"a":1}', { a: 1 }],
  ['nothing', 'nothing'],
])('Where a parameter is written as JSON, %s is %j', async (written, value) => {
  const content = { 'application/json': { schema: {} } };
  expect(await valueIn({ in: 'query', content }, `tag=${encodeURIComponent(written)}`)).toEqual(value);
});
