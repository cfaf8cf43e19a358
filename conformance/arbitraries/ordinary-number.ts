import fc from 'fast-check';
import { timesStep } from '../../src/schema/multiple.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { largestOf, type SchemaParts, smallestOf, valuesOf } from './schema-parts.ts';

/** Whole numbers that mean the same to everyone: small and not negative. */
const ordinaryIntegerMax = 10;

/** Steps are made whole for a common multiple by a power of ten up to this. */
const decimalsMax = 9;

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));

/** The least number of which both steps are parts. */
const commonStep = (one: number, other: number): number => {
  const decimals = [...Array(decimalsMax + 1).keys()].find((count) =>
    [one, other].every((step) => Number.isInteger(step * 10 ** count)),
  );
  if (decimals === undefined) return Math.max(one, other);
  const scale = 10 ** decimals;
  const whole = [Math.round(one * scale), Math.round(other * scale)] as const;
  return (whole[0] / divisor(...whole)) * (whole[1] / scale);
};

interface Bounds {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

/** The first and the last multiple of a step between bounds, which may lie on them only where they aren't excluded. */
const multiplesBetween = (
  parts: SchemaParts,
  step: number,
  { least, most }: { readonly least: number; readonly most: number },
): { readonly first: number; readonly last: number } => {
  const isExcluded = (count: number, keyword: string): boolean =>
    valuesOf(parts, keyword).some((limit) => count * step === limit);
  const first = Math.ceil(least / step);
  const last = Math.floor(most / step);
  return {
    first: first + (isExcluded(first, 'exclusiveMinimum') ? 1 : 0),
    last: last - (isExcluded(last, 'exclusiveMaximum') ? 1 : 0),
  };
};

const boundsOf = (parts: SchemaParts): Bounds => {
  const lower = [largestOf(parts, 'minimum'), largestOf(parts, 'exclusiveMinimum')].filter((n) => n !== undefined);
  const upper = [smallestOf(parts, 'maximum'), smallestOf(parts, 'exclusiveMaximum')].filter((n) => n !== undefined);
  return {
    least: lower.length > 0 ? Math.max(...lower) : undefined,
    most: upper.length > 0 ? Math.min(...upper) : undefined,
  };
};

/** A number that a schema permits and no server has a reason to refuse: a multiple of a half, or of what is asked for, near the lower bound. One that no reader of JSON keeps exactly (-2⁶³, say) stands for none. */
export const ordinaryNumber = (parts: SchemaParts, { whole }: { readonly whole: boolean }): fc.Arbitrary<number> => {
  const { least: stated, most } = boundsOf(parts);
  const least = stated === undefined || stated < Number.MIN_SAFE_INTEGER ? Math.min(0, most ?? 0) : stated;
  const steps = valuesOf(parts, 'multipleOf').map(Number);
  const step = steps.reduce(commonStep, whole ? 1 : (steps[0] ?? 0.5));
  const { first, last } = multiplesBetween(parts, step, { least, most: most ?? least + ordinaryIntegerMax * step });
  // Of larger counts not each has a number of its own, nor does any of an infinite one.
  if (first <= last && Number.isSafeInteger(first) && Number.isSafeInteger(first + ordinaryIntegerMax)) {
    return fc
      .integer({ min: first, max: Math.min(last, first + ordinaryIntegerMax) })
      .map((count) => timesStep(step, count));
  }
  if (whole || steps.length > 0 || most === undefined || least > most)
    throw new CannotGenerate('minimum, maximum and multipleOf leave no number');
  return fc.double({ min: least, max: most, noNaN: true });
};
