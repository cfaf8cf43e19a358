import type { BehaviourTexts } from './behaviour-texts.ts';

export const skipped: BehaviourTexts = {
  promise: ({ operation, name }) => `${operation} begins its list after as many as \`${name}\` says.`,
  inShort: 'a page begins after so many',
  byHand: ({ name }) => `Make three before, and add \`${name}=1\` to the query: the first is to be left out.`,
  flaw: 'the offset is taken out of the request',
};
