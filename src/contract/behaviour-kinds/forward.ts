import type { BehaviourTexts } from './behaviour-texts.ts';

export const forward: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `With ${operation}, \`${name}\` of a ${resource}, the time of its last change, never goes back.`,
  inShort: 'the time of the last change never goes back',
  byHand: ({ name }) => `Read it before and afterwards, and compare \`${name}\`.`,
  flaw: 'an earlier time of change is shown after a change',
};
