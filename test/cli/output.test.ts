import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { shownLines } from '../../src/cli/output.ts';
import { visibleJson, visibleLine } from '../../src/visible.ts';

const plain = new PassThrough();

test.each([
  ['::error::a', '‹U+003A›:error::a'],
  ['  \t::error::a', '  \t‹U+003A›:error::a'],
  ['\u00a0\u3000::a', '\u00a0\u3000‹U+003A›:a'],
  [':: ::', '‹U+003A›: ::'],
  [':a::b::', ':a::b::'],
  ['a ::error::b', 'a ::error::b'],
  ['a\n ::b\r\n::c', 'a\n ‹U+003A›:b‹U+000D›\n‹U+003A›:c'],
  ['\u001b[31m::error::a', '‹U+001B›[31m::error::a'],
  ['\u0085::a', '‹U+0085›::a'],
  ['a ##[error]b', 'a #‹U+0023›[error]b'],
  ['####[a', '###‹U+0023›[a'],
  ['a\tb', 'a\tb'],
])('%j is written as %j', (line, written) => {
  expect(shownLines(line, plain)).toBe(written);
});

test('a line break in a name is shown, and begins no line', () => {
  expect(visibleLine('a\r\nb\u2028c')).toBe('a‹U+000D›‹U+000A›b‹U+2028›c');
});

test('JSON says what it is by escapes', () => {
  const value = { 'a\u202e##[b': ['\u2028\u{e0001}\ud800\u007f\u0085\n ::x', 'a\\##[b', '###[', '👩‍💻'] };
  for (const indent of [undefined, 2]) {
    const text = visibleJson(value, indent);
    expect(JSON.parse(text)).toEqual(value);
    expect(shownLines(text, plain)).toBe(text);
  }
});
