import type { BehaviourTexts } from './behaviour-texts.ts';

export const parented: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `In the list of ${operation}, \`${name}\` of a ${resource} names the parent under which it was made.`,
  inShort: 'a child names the parent under which it was made',
  byHand: ({ name }) => `Look at \`${name}\` in the answer: it is to be the id in the path.`,
  flaw: 'a child names another parent',
};
