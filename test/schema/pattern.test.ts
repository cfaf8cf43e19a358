import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { givenUpPatterns, onPatternGivenUp, patternOf } from '../../src/schema/pattern.ts';
import { stepsFor } from '../../src/schema/pattern-steps.ts';

/** Far longer than a pattern may take, and far shorter than it would take untended. */
const timeout = 60_000;

/** Each takes longer than anyone waits, with the text that shows it. */
const endless: readonly (readonly [what: string, pattern: string, text: string])[] = [
  ['a loop in a loop', '^(b+)+$', `${'b'.repeat(50)}!`],
  ['alternatives that overlap', '^(x|xx|[w-z])*$', `${'x'.repeat(60)}!`],
  ['loops in a row', '^\\s*\\s*\\s*\\s*\\s*$', `${' '.repeat(100_000)}!`],
  ['no anchor before loops in a row', '[ \\t]+[ \\t]+[ \\t]+$', `${' '.repeat(100_000)}!`],
  ['a look ahead', '^(?=(c+)+$).', `${'c'.repeat(50)}!`],
  ['a look behind', '(?<=^(d+)+)!$', `?${'d'.repeat(50)}!`],
  ['a reference back', '^(e+)+\\1$', `${'e'.repeat(50)}!`],
  ['counted loops in a loop', '^(?:f{1,9}){1,90}$', `${'f'.repeat(80)}!`],
  ['more than its memory holds', '^(g|h)*[ij]', 'gh'.repeat(4_000_000)],
];

describe('A pattern', () => {
  test.each(endless)('of %s is given up, and never tested again', { timeout }, (_, source, text) => {
    const told: string[] = [];
    const stop = onPatternGivenUp(({ pattern }) => told.push(pattern));
    const pattern = patternOf(source);
    expect(pattern?.matches(text)).toBe(null);
    expect(pattern?.matches(text.slice(1))).toBe(null);
    if (text.length < 1_000) expect(pattern?.matches('')).toBe(null);
    stop();
    expect(told).toEqual([source]);
    expect(givenUpPatterns.get(source)?.reason).toContain(`on a text of ${text.length} characters`);
  });

  test('that takes long for a long text alone is tested on others as before', { timeout }, () => {
    const pattern = patternOf('^[n-z]+[o-z]+[p-z]+!$');
    for (const length of [1_000_000, 200_000, 40_000]) expect(pattern?.matches('p'.repeat(length))).toBe(null);
    expect(pattern?.matches('pqr!')).toBe(true);
    expect(pattern?.matches('pqr')).toBe(false);
  });

  test('that is too long is given up before it is tested', () => {
    const source = 'y'.repeat(50_000);
    expect(patternOf(source)?.matches('text')).toBe(null);
    expect(givenUpPatterns.get(source)?.reason).toBe('is longer than 10000 characters');
  });

  test('of which there are hundreds costs little each', { timeout }, () => {
    for (let count = 0; count < 300; count++) {
      expect(patternOf(`^(k+)+${count}$`)?.matches('k'.repeat(50))).toBe(null);
    }
  });

  test('that is slow on each of many texts is given up in the end', { timeout }, () => {
    const pattern = patternOf('^l*l*l*m$');
    let tested = 0;
    while (pattern?.matches(`${'l'.repeat(600)}${tested}`) !== null && tested < 10_000) tested++;
    expect(givenUpPatterns.has('^l*l*l*m$')).toBe(true);
  });

  test('of another dialect is none', () => {
    expect(patternOf('(?i)^abc$')).toBe(null);
    expect(patternOf('^[\\w-.]+$')).toBe(null);
  });
});

/** Pieces of which patterns are made that mean something. */
const { pattern: patterns } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      'ä',
      '\u{1f600}',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '\\w',
      '\\s',
      '\\p{L}',
      '\\b',
      '$',
      '^',
      '-',
    ),
    fc
      .tuple(tie('part'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '*?', '+?'))
      .map(([one, times]) => `(?:${one})${times}`),
    fc.tuple(tie('part'), tie('part')).map(([one, other]) => `(${one}|${other})`),
    fc.tuple(tie('part'), tie('part')).map(([one, other]) => one + other),
    tie('part').map((one) => `(?=${one})`),
    tie('part').map((one) => `(?<!${one})`),
    tie('part').map((one) => `(${one})\\1`),
  ),
  pattern: fc.tuple(fc.constantFrom('', '^'), tie('part'), fc.constantFrom('', '$')).map((parts) => parts.join('')),
}));

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '\u{1f600}', '1', ' ', '-', '\n'), maxLength: 12 });

const readable = (source: string): RegExp | null => {
  try {
    return new RegExp(source, 'u');
  } catch {
    return null;
  }
};

test('A pattern matches the texts that JavaScript says it does', { timeout }, () => {
  fc.assert(
    fc.property(patterns, fc.array(texts, { maxLength: 4 }), (source, several) => {
      const regexp = readable(source);
      fc.pre(regexp !== null);
      const pattern = patternOf(source);
      for (const text of several) {
        const matches = pattern?.matches(text);
        if (matches !== null) expect(matches).toBe(regexp?.test(text));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('A pattern whose steps are known to be few takes no time', { timeout }, () => {
  const few = 2_000_000;
  const repeated = fc.tuple(texts, fc.nat(400), texts).map(([one, times, end]) => one.repeat(times) + end);
  fc.assert(
    fc.property(patterns, fc.array(repeated, { maxLength: 8 }), (source, several) => {
      const regexp = readable(source);
      fc.pre(regexp !== null);
      const steps = stepsFor(source);
      for (const text of several) {
        if (steps(text.length) > few) continue;
        const begunAt = process.threadCpuUsage().user;
        regexp?.test(text);
        // Two million steps take some twenty milliseconds.
        expect((process.threadCpuUsage().user - begunAt) / 1_000).toBeLessThan(1_000);
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['^[a-z]+$', true],
  ['^[a-z0-9]+(-[a-z0-9]+)*$', true],
  ['^(a|b)*$', true],
  ['^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2}))?$', true],
  ['^(a+)+$', false],
  ['^(a|ab)*$', false],
  ['\\s+$', false],
  ['^a*a*$', false],
  ['^(?=.*x)a+$', true],
  ['^a*(?=.*x)b', false],
])('%s is known to take few steps on long texts: %s', (source, isFew) => {
  expect(stepsFor(source)(1_000_000) < 200_000_000).toBe(isFew);
});

test('However many patterns were given up, one that needs a watch is still tested', () => {
  for (const letter of 'klmnopq') patternOf(`^(${letter}+)+$`)?.matches(`${letter.repeat(50)}!`);
  expect(givenUpPatterns.size).toBeGreaterThan(6);
  for (const source of ['^(r|rr)+$', '^(s+)+$']) {
    const letter = source.slice(2, 3);
    expect(patternOf(source)?.matches(letter.repeat(50))).toBe(true);
    expect(givenUpPatterns.get(source)).toBeUndefined();
  }
});
