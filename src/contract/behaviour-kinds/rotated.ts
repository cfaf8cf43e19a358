import type { BehaviourTexts } from './behaviour-texts.ts';

export const rotated: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `${operation} gives \`${name}\` of a ${resource} another value than it had.`,
  inShort: 'the secret is another than before',
  byHand: ({ name }) => `Send it twice, and compare \`${name}\`.`,
  flaw: 'the earlier secret is shown after a rotation',
};
