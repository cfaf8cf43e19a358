import { type BehaviourKindSpec, filtersOf } from './behaviour-kind.ts';

export const matching: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ operation }) =>
    filtersOf(operation).map(({ name }) => ({ promise: `${name}-keeps-what-matches`, name })),
  promise: ({ operation, resource, name }) =>
    `Asked for one \`${name}\`, ${operation} lists each ${resource} that matches.`,
  inShort: 'a filter leaves out nothing that matches',
  byHand: ({ name }) => `Make some that match, and add \`${name}\` to the query: all of them are to be there.`,
  flaw: 'a resource that matches the filter is left out of the list',
};
