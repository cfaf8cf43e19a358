import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const counted: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ shape }) => (shape.resource.total === null ? [] : [{ promise: 'total-counts-all' }]),
  promise: ({ operation }) => `The total that ${operation} answers counts all that there are, not those of the page.`,
  inShort: 'the total counts all, not the page',
  byHand: () => 'Make three before, ask for a page of two, and compare the total with all that there are.',
  flaw: 'the total counts the page only',
};
