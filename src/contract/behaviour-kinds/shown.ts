import type { BehaviourTexts } from './behaviour-texts.ts';

export const shown: BehaviourTexts = {
  promise: ({ operation, resource }) => `The answer of ${operation} shows the ${resource} that it deleted.`,
  inShort: 'the answer to a deletion shows what was deleted, where it shows anything',
  byHand: () => 'Make one before, put its id into the path, and compare the answer with it.',
  flaw: 'the answer to a deletion shows another id',
};
