import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import { pointerTo, pointerTokens, valueAt, withValueAt } from '../../src/document/json-pointer.ts';

const document: JsonValue = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, nested: { '~1': null } };

describe('what a pointer names', () => {
  test.each<{ pointer: string; value: JsonValue | undefined }>([
    { pointer: '', value: document },
    { pointer: '/foo', value: ['bar', 'baz'] },
    { pointer: '/foo/0', value: 'bar' },
    { pointer: '/', value: 0 },
    { pointer: '/a~1b', value: 1 },
    { pointer: '/c%d', value: 2 },
    { pointer: '/m~0n', value: 8 },
    { pointer: '/nested/~01', value: null },
    { pointer: '/foo/2', value: undefined },
    { pointer: '/foo/-', value: undefined },
    { pointer: '/foo/01', value: undefined },
    { pointer: '/foo/length', value: undefined },
    { pointer: '/toString', value: undefined },
    { pointer: '/__proto__', value: undefined },
    { pointer: '/foo/0/length', value: undefined },
  ])('$pointer names $value', ({ pointer, value }) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });
});

/** A pointer to every part of a value. */
const pointersOf = (value: JsonValue, pointer = ''): string[] => [
  pointer,
  ...(isObject(value) || Array.isArray(value)
    ? Object.entries(value).flatMap(([key, child]) => pointersOf(child as JsonValue, pointerTo(pointer, key)))
    : []),
];

const values = fc.json().map((text) => JSON.parse(text) as JsonValue);
const tokens = fc.array(fc.oneof(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') }), fc.string()));

test('The tokens of a pointer come back as they were', () => {
  fc.assert(
    fc.property(tokens, (list) => {
      expect(pointerTokens(pointerTo('', ...list))).toEqual(list);
    }),
  );
});

test('A value put where one stands is found there, and nothing else has changed', () => {
  fc.assert(
    fc.property(values, values, fc.nat(), (root, value, choice) => {
      const pointers = pointersOf(root);
      const pointer = pointers[choice % pointers.length] ?? '';
      const before = structuredClone(root);
      const changed = withValueAt(root, pointer, value);
      expect(valueAt(changed, pointer)).toEqual(value);
      expect(root).toEqual(before);
      expect(withValueAt(changed, pointer, valueAt(root, pointer))).toEqual(root);
    }),
  );
});

test('A value put where nothing stands is found there, its parents made', () => {
  fc.assert(
    fc.property(tokens, values, (list, value) => {
      const pointer = pointerTo('', ...list);
      expect(valueAt(withValueAt({}, pointer, value), pointer)).toEqual(value);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
  );
});

test('What is removed is gone, and only that', () => {
  expect(withValueAt({ a: { b: 1, c: 2 } }, '/a/b', undefined)).toEqual({ a: { c: 2 } });
  expect(withValueAt({ a: [1, 2, 3] }, '/a/1', undefined)).toEqual({ a: [1, 3] });
  expect(withValueAt({ a: 1 }, '', undefined)).toBeUndefined();
});
