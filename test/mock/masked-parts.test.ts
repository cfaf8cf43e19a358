import { expect, test } from 'vitest';
import { maskedParts } from '../../src/mock/journal/masked-parts.ts';
import { readContract } from '../contract/read-contract.ts';

const secret = { 'x-secret': 'full' };
const Hook = { properties: { key: secret, keys: { type: 'array', items: { type: 'string', ...secret } } } };
const contract = await readContract({ root: { components: { schemas: { Hook } } } });
const { body } = maskedParts([contract]);

test.each([
  ['a list', '{"keys": ["hush", "hush ] \\" hush"], "url": 1}', '{"keys": "***", "url": 1}'],
  ['an object', '{"key":{"a":{"b":["hush"]},"c":"}"},"url":[1]}', '{"key":"***","url":[1]}'],
  ['a number', '[{"key" : 4711 },{"key":4711}]', '[{"key" : "***" },{"key":"***"}]'],
  ['what is cut off in it', '{"keys":[{"a":"hush', '{"keys":"***"'],
  ['what is cut off before it', '{"url":"x","key":', '{"url":"x","key":'],
  ['nothing', '{"key": null,"keys":null,"url":{}}', '{"key": null,"keys":null,"url":{}}'],
])('A secret is masked whole where it is %s', (_, text, masked) => {
  expect(body(text, 'application/json')).toBe(masked);
});

test('To mask takes no longer than to read, however a body nests', () => {
  const text = '{"key":['.repeat(20_000);
  expect(body(text, 'application/json')).toBe('{"key":"***"');
});
