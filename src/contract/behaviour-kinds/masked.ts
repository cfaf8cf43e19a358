import type { BehaviourTexts } from './behaviour-texts.ts';

export const masked: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `${operation} shows no more of \`${name}\` of a ${resource} than its last characters.`,
  inShort: 'only the last characters of the secret are shown',
  byHand: ({ name }) => `Look at \`${name}\` in the answer: only its last characters are to be there.`,
  flaw: 'the secret is shown whole where it is to be masked',
};
