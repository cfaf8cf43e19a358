import { type BehaviourKindSpec, isShown } from './behaviour-kind.ts';

export const shown: BehaviourKindSpec = {
  actions: ['delete'],
  promises: (promising) => (isShown(promising) ? [{ promise: 'deleted-is-answered' }] : []),
  promise: ({ operation, resource }) => `The answer of ${operation} shows the ${resource} that it deleted.`,
  inShort: 'the answer to a deletion shows what was deleted, where it shows anything',
  byHand: () => 'Make one before, put its id into the path, and compare the answer with it.',
  flaw: 'the answer to a deletion shows another id',
  showsBeforeDone: true,
};
