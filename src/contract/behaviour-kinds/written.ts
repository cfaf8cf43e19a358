import { type BehaviourTexts, sending } from './behaviour-texts.ts';

export const written: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `The answer of ${operation} shows \`${name}\` of a ${resource} as the request wrote it.`,
  inShort: 'the answer shows what was written',
  byHand: ({ name, isSent }) => `${sending({ name, isSent })}Compare \`${name}\` in the answer with what was sent.`,
  flaw: 'the answer shows another value of the property than was written',
};
