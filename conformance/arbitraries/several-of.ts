import fc from 'fast-check';

/** Values drawn for each that has to differ from the others: with three to choose from, three are nearly always among twelve. */
const drawnForEach = 4;

/** More than enough values, of which so many are likely to be different ones if there are so many. */
export const severalOf = <T>(values: fc.Arbitrary<T>, count: number): fc.Arbitrary<T[]> =>
  fc.array(values, { minLength: count, maxLength: count * drawnForEach, size: 'max' });
