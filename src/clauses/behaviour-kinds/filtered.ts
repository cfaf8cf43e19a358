import { type BehaviourKindSpec, filtersOf } from './behaviour-kind.ts';

export const filtered: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ operation }) => filtersOf(operation).map(({ name }) => ({ promise: `${name}-leaves-out-others`, name })),
  promise: ({ operation, resource, name }) =>
    `Asked for one \`${name}\`, ${operation} leaves out each ${resource} that does not match.`,
  inShort: 'a filter leaves out what doesn’t match',
  byHand: ({ name }) =>
    `Make some that match and some that don't, and add \`${name}\` to the query: only the first are to be there.`,
  flaw: 'the filter is taken out of the request',
};
