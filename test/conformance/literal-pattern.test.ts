import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literalPattern } from '../../src/literal-pattern.ts';

const text = fc.string({ unit: fc.constantFrom(...'.*+?^$(){}|[]\\/-a1 \n') });

test('The pattern of a text matches that text, and no other', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const pattern = new RegExp(`^${literalPattern(one)}$`, 'su');
      expect([pattern.test(one), pattern.test(other)]).toEqual([true, one === other]);
    }),
  );
});
