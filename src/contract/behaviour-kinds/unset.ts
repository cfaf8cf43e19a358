import type { BehaviourTexts } from './behaviour-texts.ts';

export const unset: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `Asked for one \`${name}\`, ${operation} lists each ${resource} that lacks the property too.`,
  inShort: 'a filter doesn’t leave out what lacks the property',
  byHand: ({ name }) => `Make one that lacks the property, and add \`${name}\` to the query: it is to be there.`,
  flaw: 'a resource that lacks the property is left out of the list',
};
