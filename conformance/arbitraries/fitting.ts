import fc from 'fast-check';
import { CannotGenerate } from './cannot-generate.ts';

/** Values that are looked at before a filter is trusted to end, in growing numbers, since most filters let nearly everything pass. */
const sampleSizes = [10, 100, 500] as const;

/** Less than one in so many is not searched for again and again: then what was found is all that there is. */
const rarestToSearch = 20;

const sampleSeed = 1;

/** Keeps the values that pass, however few; null where none of a sample does. Never searches without end. */
export const fittingOrNull = <T>(values: fc.Arbitrary<T>, passes: (value: T) => boolean): fc.Arbitrary<T> | null => {
  for (const numRuns of sampleSizes) {
    const found = fc.sample(values, { numRuns, seed: sampleSeed }).filter(passes);
    if (found.length * rarestToSearch >= numRuns) return values.filter(passes);
    if (numRuns === sampleSizes.at(-1) && found.length > 0) return fc.constantFrom(...found);
  }
  return null;
};

/** Keeps the values that pass. Throws CannotGenerate, with a reason, where next to none does. */
export const fitting = <T>(values: fc.Arbitrary<T>, passes: (value: T) => boolean, reason: string): fc.Arbitrary<T> => {
  const kept = fittingOrNull(values, passes);
  if (kept === null) throw new CannotGenerate(reason);
  return kept;
};
