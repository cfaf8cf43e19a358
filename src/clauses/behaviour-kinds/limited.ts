import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const limited: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ operation }) =>
    operation.parameters
      .filter(({ page }) => page === 'limit')
      .map(({ name }) => ({ promise: `${name}-limits-the-page`, name })),
  promise: ({ operation, name }) => `${operation} lists no more at once than \`${name}\` asks for.`,
  inShort: 'a page has at most so many',
  byHand: ({ name }) => `Make three before, and add \`${name}=2\` to the query: no more are to be there.`,
  flaw: 'the limit is taken out of the request',
};
