import type { BehaviourTexts } from './behaviour-texts.ts';

export const defaulted: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `Where ${operation} is not given \`${name}\`, the ${resource} has its default.`,
  inShort: 'a property that isn’t given has its default, or returns to it',
  byHand: ({ name }) => `Leave \`${name}\` out of the body, and look at what it is afterwards.`,
  flaw: 'a property that was not given gets another value than its default',
};
