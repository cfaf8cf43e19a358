import { expect, test } from 'vitest';
import { differingPlace } from '../../conformance/evidence/differing-place.ts';
import type { JsonValue } from '../../src/document/document.ts';

const rows: readonly (readonly [JsonValue, JsonValue, string | null])[] = [
  [{ a: 1 }, { a: 1 }, null],
  [{ a: 1, b: 2 }, { a: 1, b: 3 }, '/b'],
  [{ a: { b: [1, 2, 3] } }, { a: { b: [1, 5, 3] } }, '/a/b/1'],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 2, 3] } }, '/a/b'],
  [{ a: 1, b: 2 }, { a: 3, b: 4 }, ''],
  [{ a: 1 }, { a: 1, b: 2 }, ''],
  [{ a: [] }, { a: {} }, '/a'],
  [{ 'a/b~': 1 }, { 'a/b~': 2 }, '/a~1b~0'],
  ['text', null, ''],
];

test.each(rows)('%j differs from %j at %j', (value, other, place) => {
  expect(differingPlace(value, other)).toBe(place);
});
