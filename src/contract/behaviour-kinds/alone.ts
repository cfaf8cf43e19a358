import type { BehaviourTexts } from './behaviour-texts.ts';

export const alone: BehaviourTexts = {
  promise: ({ operation, resource }) => `${operation} changes no other ${resource} than the one that it is about.`,
  inShort: 'what is done to one is done to no other',
  byHand: () => 'Make another one before; read that before and afterwards, and compare.',
  flaw: 'a change is made to another resource too',
};
