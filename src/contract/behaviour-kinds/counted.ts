import type { BehaviourTexts } from './behaviour-texts.ts';

export const counted: BehaviourTexts = {
  promise: ({ operation }) => `The total that ${operation} answers counts all that there are, not those of the page.`,
  inShort: 'the total counts all, not the page',
  byHand: () => 'Make three before, ask for a page of two, and compare the total with all that there are.',
  flaw: 'the total counts the page only',
};
