import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const unique: BehaviourKindSpec = {
  actions: ['create'],
  promises: () => [{ promise: 'id-is-unique-on-create' }],
  promise: ({ operation, resource }) => `${operation} gives each ${resource} an id that no other has.`,
  inShort: 'no two have the same id',
  byHand: () => 'Send it twice, and compare the ids.',
  flaw: 'the answer gives a new resource the id of an earlier one',
  harm: 'confusion',
  showsBeforeDone: true,
};
