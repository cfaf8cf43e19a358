import type { Contract } from '../clauses/contract.ts';
import { givenUpSentence } from '../clauses/given-up.ts';
import { type GivenUp, givenUpPatterns, onPatternGivenUp } from '../schema/pattern.ts';
import { placeOfPattern } from '../schema/patterns-in.ts';
import { callListener } from './call-listener.ts';

const advice = 'Make it simpler, so that a text can match it in one way only, or bound the text with maxLength.';

/** Warns of each pattern of the contracts that takes too long to be tested. Returns a function that stops the warnings. */
export const warnOfPatterns = (contracts: () => readonly Contract[], warn: (message: string) => void): (() => void) => {
  const tell = (one: GivenUp): void => {
    for (const { id, document } of contracts()) {
      if (placeOfPattern(document, one.pattern) === null) continue;
      const texts = one.from === 0 ? 'any text' : `any text of ${one.from} characters or more`;
      const told = `${givenUpSentence(document, one)}. From now on the mock accepts ${texts} there. ${advice}`;
      callListener(warn, `${id}: ${told}`);
    }
  };
  for (const one of givenUpPatterns.values()) tell(one);
  return onPatternGivenUp(tell);
};
