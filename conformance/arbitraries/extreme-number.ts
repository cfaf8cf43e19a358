import { timesStep } from '../../src/schema/multiple.ts';
import { type Extreme, fixed, kept } from './extreme.ts';
import { type SchemaParts, valuesOf } from './schema-parts.ts';

/** The edges of the numbers that programs store, as far as JSON's readers agree on them. */
const edges: readonly number[] = [
  0,
  -1,
  2_147_483_647,
  -2_147_483_648,
  2_147_483_648,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
];

/** Numbers with a part below one, or out of the reach of most. */
const freeEdges: readonly number[] = [0.1, -0.5, 1e308, 5e-324, 0.30000000000000004, 1e21];

/** Numbers that whatever stores numbers stores exactly. */
const keptNumbers: readonly number[] = [0, -1, -0.5, 2_147_483_647];

const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

/**
 * Extreme numbers for schemas, most of which they may permit; whether they do is for a validator to say. A bound such as 2⁶³ - 1 is none
 * of them where integers are wanted: it would be written as a larger one.
 */
export const extremeNumbers = (parts: SchemaParts, { whole }: { readonly whole: boolean }): readonly Extreme[] => {
  const stated = limits.flatMap((keyword) =>
    valuesOf(parts, keyword)
      .map(Number)
      .flatMap((limit) =>
        keyword.startsWith('exclusive') ? [limit - 1, limit + 1, limit - 0.001, limit + 0.001] : [limit],
      ),
  );
  const steps = valuesOf(parts, 'multipleOf').map(Number);
  const multiples = steps.flatMap((step) => [step, -step, timesStep(step, 1_000_003)]);
  const exact = whole ? stated.filter(Number.isSafeInteger) : stated;
  const numbers = [...exact, ...edges, ...multiples, ...(whole ? [] : freeEdges)];
  const keptOnes = [...stated.filter(Number.isSafeInteger), ...keptNumbers];
  return [...new Set(numbers)].map((number) =>
    (keptOnes.includes(number) ? kept : fixed)(`the number ${number}`, number),
  );
};
