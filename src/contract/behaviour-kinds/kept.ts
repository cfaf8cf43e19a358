import { type BehaviourTexts, sending } from './behaviour-texts.ts';

export const kept: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `What ${operation} writes to \`${name}\` of a ${resource} is what is read afterwards.`,
  inShort: 'reads afterwards show what was written',
  byHand: ({ name, isSent }) =>
    `${sending({ name, isSent })}Read it afterwards, by its id and in the list, and compare \`${name}\` with what was sent.`,
  flaw: 'another value than was written is shown by every later answer',
};
