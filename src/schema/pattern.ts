import { stepsFor } from './pattern-steps.ts';
import { computedMs, fairlyWatchedCall } from './watched-call.ts';

/**
 * The only place where the patterns of contracts are tested. A contract may come from a stranger, and JavaScript takes longer than
 * anyone waits to see that `^(a+)+$` doesn't take 45 letters. So a pattern whose steps aren't known to be few is watched, and
 * given up once it took too long: it is never tested again, and what depends on it is said to be untested.
 */
export interface Pattern {
  /** Whether a text matches; null where the pattern was given up, for any text or for one as long. */
  matches(text: string): boolean | null;
}

/** A pattern that is not tested any more, or not on long texts. */
export interface GivenUp {
  readonly pattern: string;
  /** On texts of so many characters and more; 0 for any. */
  readonly from: number;
  /** What happened, to be put after its name. */
  readonly reason: string;
}

/** Thrown where no null can be given: in the middle of a validator. */
export class PatternGivenUp extends Error {
  readonly pattern: string;
  constructor(pattern: string) {
    super(`The pattern ${pattern} took too long.`);
    this.pattern = pattern;
  }
}

/** A longer pattern is no pattern but a program: JavaScript takes a second to read one of twice that length. */
const patternCharactersMax = 10_000;

/** So many steps take a millisecond or two, which is about what it costs to watch a test. */
const unwatchedStepsMax = 100_000;

/** How long one test may take, in milliseconds: a thousand times longer than that of any ordinary pattern. */
const testMsMax = 100;

/** How many patterns are given up after so long; each more gets less time, so that a contract full of them doesn't add up to a freeze. */
const patientGivenUpMax = 4;

/** The least time that a test gets, however many patterns were given up. */
const testMsMin = 5;

/** Tests that take longer are slow, in milliseconds; a pattern may have them, but not without end. */
const slowMs = 10;

/** How long all slow tests of a pattern may take together, in milliseconds. */
const slowTestsMsMax = 1_000;

/** One entry for each pattern that took too long: no more than the contracts have that were read. */
const givenUp = new Map<string, GivenUp>();
/** One for each mock that runs. */
const listeners = new Set<(one: GivenUp) => void>();

/** The patterns that were given up since the process began, by their text. */
export const givenUpPatterns: ReadonlyMap<string, GivenUp> = givenUp;

let givenUpTimes = 0;

/** How often a pattern was given up: what was made of patterns before is out of date when this has grown. */
export const timesGivenUp = (): number => givenUpTimes;

let untestedTimes = 0;

/** How often a text wasn't tested, or not to the end: what was judged meanwhile may lack a verdict. */
export const timesUntested = (): number => untestedTimes;

/** Calls a listener for each pattern that is given up from now on. Returns what ends that. */
export const onPatternGivenUp = (listener: (one: GivenUp) => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** A text that is no longer than this is an ordinary one: a pattern that takes too long for it is of no use at all. */
const ordinaryCharactersMax = 1_000;

/** By how much shorter texts must be than one that took too long, so that each pattern gets a few tries, and no more. */
const shorterBy = 4;

/** Ends the tests of a pattern. A text of a million characters, which anybody can send, says nothing of ordinary ones. */
const giveUp = (pattern: string, reason: string, length = 0): null => {
  const from = length > ordinaryCharactersMax ? Math.max(ordinaryCharactersMax, Math.ceil(length / shorterBy)) : 0;
  const one = { pattern, reason, from };
  givenUp.set(pattern, one);
  givenUpTimes++;
  for (const listener of listeners) listener(one);
  return null;
};

const testMs = (): number =>
  Math.max(testMsMin, (testMsMax * patientGivenUpMax) / Math.max(patientGivenUpMax, givenUp.size));

const characters = (text: string): string => `${text.length} character${text.length === 1 ? '' : 's'}`;

const createPattern = (source: string, regexp: RegExp): Pattern => {
  let steps: ReturnType<typeof stepsFor> | undefined;
  let slowTestsMs = 0;
  /** Texts of so many characters and fewer are known to need no watch. */
  let unwatchedLength = -1;

  const blame = (reason: string, length?: number): null => {
    unwatchedLength = -1;
    return giveUp(source, reason, length);
  };

  const watched = (text: string): boolean | null => {
    const [begunAt, computedBefore] = [performance.now(), computedMs()];
    const call = fairlyWatchedCall(() => regexp.test(text), testMs());
    if (call.kind === 'threw') return blame(`can't be run on a text of ${characters(text)}`, text.length);
    if (call.kind === 'late')
      return blame(`took more than ${Math.round(call.limitMs)} ms on a text of ${characters(text)}`, text.length);
    const tookMs = performance.now() - begunAt;
    if (tookMs > slowMs) slowTestsMs += Math.min(tookMs, computedMs() - computedBefore);
    if (slowTestsMs > slowTestsMsMax) {
      slowTestsMs = 0;
      blame(`took more than ${slowTestsMsMax} ms on several texts together`, text.length);
    }
    return call.value;
  };

  const tested = (text: string): boolean | null => {
    if (text.length <= unwatchedLength) return regexp.test(text);
    if (text.length >= (givenUp.get(source)?.from ?? Number.POSITIVE_INFINITY)) return null;
    if (source.length > patternCharactersMax) return blame(`is longer than ${patternCharactersMax} characters`);
    steps ??= stepsFor(source);
    if (steps(text.length) > unwatchedStepsMax) return watched(text);
    unwatchedLength = text.length;
    return regexp.test(text);
  };

  return {
    matches(text) {
      const matches = tested(text);
      if (matches === null) untestedTimes++;
      return matches;
    },
  };
};

/** At most `knownMax` entries. */
const known = new Map<string, Pattern | null>();

/** How many patterns are kept ready: far more than any contract has. */
const knownMax = 10_000;

/** Reads a pattern as JSON Schema has it (ECMA-262, with `u`); null where it is of another dialect. */
export const patternOf = (source: string): Pattern | null => {
  const found = known.get(source);
  if (found !== undefined) return found;
  if (known.size >= knownMax) known.clear();
  const pattern = readPattern(source);
  known.set(source, pattern);
  return pattern;
};

const readPattern = (source: string): Pattern | null => {
  try {
    return createPattern(source, new RegExp(source, 'u'));
  } catch {
    return null;
  }
};

/** A pattern as Ajv asks for one. Throws a SyntaxError for one of another dialect. */
export const validatorRegExp = Object.assign(
  (source: string) => {
    const pattern = patternOf(source);
    if (pattern === null) throw new SyntaxError(`Invalid regular expression: /${source}/u`);
    return {
      test(text: string): boolean {
        const matches = pattern.matches(text);
        if (matches === null) throw new PatternGivenUp(source);
        return matches;
      },
      // By this Ajv tells them apart.
      toString: () => `/${source}/u`,
    };
  },
  { code: 'new RegExp' },
);
