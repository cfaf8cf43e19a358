import type { Contract } from '../../src/clauses/contract.ts';
import { givenUpIn, givenUpSentence } from '../../src/clauses/given-up.ts';
import type { Tally } from './tally.ts';

/** Withdraws the clauses that depend on a pattern which took too long to be tested. */
export const withdrawGivenUp = (tally: Tally, { clauses, document }: Pick<Contract, 'clauses' | 'document'>): void => {
  for (const clause of clauses) {
    const one = givenUpIn(document, clause);
    if (one === null) continue;
    const texts = one.from === 0 ? '' : ' on such texts';
    tally.withdraw(clause.id, `${givenUpSentence(document, one)}, and is not tested any more${texts}`);
  }
};
