import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterValue } from '../../src/contract/parameter-value.ts';
import { decodedSegment, pathReader } from '../../src/contract/path-template.ts';
import { createReader } from '../../src/flaws/read-request.ts';
import { literalPattern } from '../../src/literal-pattern.ts';
import { readContract } from './read-contract.ts';

test.each([
  { template: '/things/{id}', path: '/things/a%2Fb', values: { id: 'a/b' } },
  { template: '/things/{id}', path: '/th%69ngs/%zz', values: { id: '%zz' } },
  { template: '/things/{id}', path: '/things/', values: null },
  { template: '/things/{id}', path: '/things/1/parts', values: null },
  { template: '/{a}/things/{b}.json', path: '/1/things/2.json', values: { a: '1', b: '2' } },
  { template: '/things/{b}.json', path: '/things/2xjson', values: null },
  { template: '/{a}-{b}', path: '/x%2Dy-z', values: { a: 'x-y', b: 'z' } },
])('$template reads $path as $values', ({ template, path, values }) => {
  const read = pathReader(template)(path);
  expect(read === null ? null : Object.fromEntries(read)).toEqual(values);
});

const pieces = fc.constantFrom('a', '-', '.', 'ab', '%2D');
const templates = fc.array(fc.oneof(pieces, fc.constant('{}')), { minLength: 1, maxLength: 7 });

test('A segment with several parameters is read as a regular expression would read it', () => {
  fc.assert(
    fc.property(templates, fc.array(pieces, { maxLength: 12 }), (parts, texts) => {
      const named = parts.map((part, index) => (part === '{}' ? `{p${index}}` : part)).join('');
      fc.pre(named.includes('{'));
      const regexp = new RegExp(
        `^${parts.map((part) => (part === '{}' ? '(.+)' : literalPattern(part))).join('')}$`,
        's',
      );
      const read = pathReader(`/${named}`)(`/${texts.join('')}`);
      const found = regexp.exec(texts.join(''));
      expect(read === null ? null : [...read.values()]).toEqual(found?.slice(1).map(decodedSegment) ?? null);
    }),
    { numRuns: 2_000 },
  );
});

test('A segment with many parameters is read in no time, however long it is', () => {
  const read = pathReader(`/${['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `{${name}}`).join('-')}.json`);
  expect(read(`/${'-x'.repeat(100_000)}`)).toBe(null);
});

const answers = { responses: { 200: { description: 'OK' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const contract = await readContract({
  root: {
    paths: {
      '/x/{id}': { parameters: [id], get: { operationId: 'one', ...answers } },
      '/x/test': { get: { operationId: 'concrete', ...answers } },
      '/y/{id}.json': { parameters: [id], get: { operationId: 'file', ...answers } },
    },
  },
});

test.each([
  { path: '/x/test', operation: 'concrete', values: [] },
  { path: '/x/1', operation: 'one', values: ['1'] },
  { path: '/y/7.json', operation: 'file', values: ['7'] },
])('A request to $path is one to $operation, wherever that stands among the paths', ({ path, operation, values }) => {
  const target = 'http://127.0.0.1:9/api';
  const met = createReader(contract, target)({ method: 'GET', url: `${target}${path}?a=1`, headers: {}, body: null });
  expect(met?.operation.id).toBe(operation);
  expect(met?.path).toEqual(values);
  if (met === null) return;
  const read = met.operation.parameters.map((one) => parameterValue(contract, met.operation, one, met.parts));
  expect(read).toEqual(values.map(Number));
});
