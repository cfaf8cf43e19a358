import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../src/visible.ts';

const rows: readonly (readonly [string, string])[] = [
  ['plain text, “quotes” and ümläuts', 'plain text, “quotes” and ümläuts'],
  ['a\r\nb\tc\n', 'a\nb\tc\n'],
  ['a\rb', 'a‹U+000D›b'],
  ['\u0000\u001b[31m\u007f\u0085', '‹U+0000›‹U+001B›[31m‹U+007F›‹U+0085›'],
  ['\u202eabc\u2066\ufeff', '‹U+202E›abc‹U+2066›‹U+FEFF›'],
  ['\ud800 \udc00 \ufffe', '‹U+D800› ‹U+DC00› ‹U+FFFE›'],
  ['\u2028\u2029', '‹U+2028›‹U+2029›'],
  ['👩‍💻 👍', '👩‍💻 👍'],
];

test.each(rows)('%j is seen as %j', (text, seen) => {
  expect(visible(text)).toBe(seen);
});

test('Whatever is seen is well-formed, and may stand in XML', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0xd800, max: 0xdfff }), (text, half) => {
      const seen = visible(text + String.fromCharCode(half));
      expect(seen.isWellFormed()).toBe(true);
      expect(seen).toMatch(/^[\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
    }),
  );
});
