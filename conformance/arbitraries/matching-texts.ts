import fc from 'fast-check';
import { type Made, madeBy } from '../../src/schema/pattern-size.ts';
import { CannotGenerate } from './cannot-generate.ts';

/** What fast-check makes of an open end, by its size: how many times a part stands there at the most, given the least. */
const sizes = [
  { size: 'small', most: (least: number) => Math.floor(1.1 * least) + 10 },
  { size: 'medium', most: (least: number) => 2 * least + 100 },
  { size: 'large', most: (least: number) => 11 * least + 1_000 },
] as const;

/** A text longer than this is no ordinary one, and some hundred of them are made. */
const charactersMax = 10_000;

const isMakeable = ({ longest, hasEmptySet }: Made): boolean => longest <= charactersMax && !hasEmptySet;

/** Texts that a pattern takes, shorter ones first. Throws CannotGenerate where none can be made, or only by searching without end. */
export const matchingTexts = (pattern: string): readonly fc.Arbitrary<string>[] => {
  const makeable = sizes.filter(({ most }) => isMakeable(madeBy(pattern, most)));
  if (makeable.length === 0)
    throw new CannotGenerate(`pattern: no text of ordinary length is known that ${pattern} takes`);
  try {
    return makeable.map(({ size }) => fc.stringMatching(new RegExp(pattern, 'u'), { size }));
  } catch (cause) {
    throw new CannotGenerate(`pattern: texts for ${pattern} cannot be generated: ${(cause as Error).message}`, {
      cause,
    });
  }
};
