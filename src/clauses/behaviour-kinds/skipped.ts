import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const skipped: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ operation }) =>
    operation.parameters
      .filter(({ page }) => page !== null && page !== 'limit')
      .map(({ name }) => ({ promise: `${name}-skips-so-many`, name })),
  promise: ({ operation, name }) => `${operation} begins its list after as many as \`${name}\` says.`,
  inShort: 'a page begins after so many',
  byHand: ({ name }) => `Make three before, and add \`${name}=1\` to the query: the first is to be left out.`,
  flaw: 'the offset is taken out of the request',
};
