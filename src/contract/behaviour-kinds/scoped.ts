import type { BehaviourTexts } from './behaviour-texts.ts';

export const scoped: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `For ${operation}, a ${resource} that lives under another \`${name}\` is not there.`,
  inShort: 'what lives under another value of a path parameter isn’t there',
  byHand: ({ name }) => `Make one before, and put another \`${name}\` into the path: there it is not to be.`,
  flaw: 'a resource is shown under another value of the path parameter',
};
