import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const listed: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ acting }) => (acting.create === undefined ? [] : [{ promise: 'created-is-listed' }]),
  promise: ({ operation, resource }) => `A ${resource} that was created is in the list of ${operation}, once.`,
  inShort: 'what was created is in the list, once',
  byHand: () => 'Make one before, and look for it in the answer: it is to be there once.',
  flaw: 'what was created is left out of the list',
  harm: 'loss',
};
