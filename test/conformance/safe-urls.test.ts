import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waysToBreakAlone } from '../../conformance/arbitraries/broken-alone.ts';
import { CannotGenerate } from '../../conformance/arbitraries/cannot-generate.ts';
import { extremeStrings } from '../../conformance/arbitraries/extreme-string.ts';
import { addsForeignUrl, isForeignUrl } from '../../conformance/arbitraries/foreign-url.ts';
import { ordinaryString } from '../../conformance/arbitraries/ordinary-string.ts';
import { extremeCharactersMax } from '../../conformance/settings/limits.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { JsonObject } from '../../src/document/document.ts';

const reserved = /^[a-z]+:\/\/[a-z0-9-]+\.example\.(com|net|org)(:\d+)?(\/|$)/;

test.each([
  '^https://[a-z0-9.-]+$',
  '^https://[a-z0-9.-]+(:[0-9]+)?$',
  '^https://[^/]+:[0-9]{4}$',
  '^https?://[^/]+/$',
  '^http://[a-z0-9.-]+$',
  '^http://.+',
  '^wss://[a-z0-9.-]+',
])('Texts for %s are URLs under reserved hosts', (pattern) => {
  const texts = fc.sample(ordinaryString({ type: 'string', pattern }), { seed: 1, numRuns: 50 });
  for (const text of texts) expect(text).toMatch(reserved);
  for (const text of texts) expect(text).toMatch(new RegExp(pattern, 'u'));
  const extremes = extremeStrings({ type: 'string', pattern }).map(({ make }) => String(make(extremeCharactersMax)));
  expect(extremes.filter(isForeignUrl)).toEqual([]);
});

test('A pattern that names the host of somebody is met by nothing', () => {
  const schema: JsonObject = { type: 'string', pattern: '^https://[a-z]{3}\\.acme\\.dev/.*$' };
  expect(() => ordinaryString(schema)).toThrow(CannotGenerate);
});

test('A URL is broken in no way that leads to somebody', () => {
  const schema = { enum: ['https://partner.acme.dev'] };
  const subject = { of: 'request', part: 'body' } as const;
  const clause = { id: 'x/request/body:enum', kind: 'enum', schema, at: [], subject } as unknown as Clause;
  const ways = waysToBreakAlone(clause, schema.enum[0], {
    siblings: [clause],
    place: 0,
    isTelling: () => true,
    brokenBy: () => [clause],
  });
  expect(ways.length).toBeGreaterThan(0);
  expect(ways.map(({ value }) => value)).not.toContain('https://partner.acme.devx');
});

test.each([
  ['https://hooks.example.com', false],
  ['https://hooks.example.COM.:8443/path', false],
  ['https://192.0.2.1/', false],
  ['http://[::1]:80', false],
  ['not a url', false],
  ['word:8443', false],
  ['https:/acme.dev', true],
  [' wss://acme.dev', true],
  ['//acme.dev/path', true],
  ['https://hooks.example.co', true],
])('%j leads to somebody: %s', (text, isForeign) => {
  expect(isForeignUrl(text)).toBe(isForeign);
  expect(addsForeignUrl({ urls: [text] }, { urls: [] })).toBe(isForeign);
  expect(addsForeignUrl({ urls: [text], more: 1 }, [text])).toBe(false);
});
