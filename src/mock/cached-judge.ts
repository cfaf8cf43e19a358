import { createBoundedCache } from './bounded-cache.ts';
import { cachedKeyCharactersMax, verdictsMax } from './limits.ts';
import type { PrismOperation, PrismParts } from './prism-parts.ts';

/** An operation, as Prism reads it, and a request to it. */
export type Judging = Parameters<PrismParts['validateInput']>[0];
/** What Prism says of a request. */
export type PrismVerdict = ReturnType<PrismParts['validateInput']>;
/** A part of Prism that judges requests. */
export type Judge = (judging: Judging) => PrismVerdict;

/** Judges one operation's requests by a part of Prism, once for all that are the same to it: those whose keys are the same. */
export const cachedJudge = (judge: Judge, keyOf: (element: Judging['element']) => string): Judge => {
  // What is kept holds no request, whose body may be long.
  const cached = createBoundedCache<(element: Judging['element']) => PrismVerdict>({
    entriesMax: verdictsMax,
    keyCharactersMax: cachedKeyCharactersMax,
  });
  const verdictOn = (judging: Judging): ((element: Judging['element']) => PrismVerdict) => {
    try {
      const verdict = judge(judging);
      return verdict._tag === 'Left' ? () => verdict : accepted;
    } catch (error) {
      // Prism's readers throw where they don't understand a value, and would again.
      return () => {
        throw error;
      };
    }
  };
  return (judging) => cached(keyOf(judging.element), () => verdictOn(judging))(judging.element);
};

/** Finds nothing wrong with a request. */
export const accepted = (element: Judging['element']): PrismVerdict => ({ _tag: 'Right', right: element });

/** Makes a judge for each operation when it is first asked for. */
export const judgePerOperation = (
  make: (resource: PrismOperation) => (element: Judging['element']) => PrismVerdict,
): Judge => {
  const judges = new WeakMap<PrismOperation, (element: Judging['element']) => PrismVerdict>();
  return ({ resource, element }) => {
    let judge = judges.get(resource);
    if (judge === undefined) {
      judge = make(resource);
      judges.set(resource, judge);
    }
    return judge(element);
  };
};

/** The values of some headers of a request, for a key. */
export const headersIn = ({ headers = {} }: Judging['element'], names: readonly string[]) =>
  names.map((name) => headers[name] ?? null);
