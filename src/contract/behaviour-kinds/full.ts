import type { BehaviourTexts } from './behaviour-texts.ts';

export const full: BehaviourTexts = {
  promise: ({ operation, resource, name }) => `${operation} shows \`${name}\` of a ${resource} whole.`,
  inShort: 'the secret is shown whole',
  byHand: ({ name }) => `Look at \`${name}\` in the answer: it is to be whole.`,
  flaw: 'the secret is masked where it is to be shown whole',
};
