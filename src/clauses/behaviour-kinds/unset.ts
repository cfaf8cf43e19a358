import { type BehaviourKindSpec, filtersOf } from './behaviour-kind.ts';

export const unset: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ operation }) =>
    filtersOf(operation).map(({ name, filter }) => ({
      promise: `${name}-keeps-what-has-no-${filter.property}`,
      name,
      level: filter.unset,
    })),
  promise: ({ operation, resource, name }) =>
    `Asked for one \`${name}\`, ${operation} lists each ${resource} that lacks the property too.`,
  inShort: 'a filter doesn’t leave out what lacks the property',
  byHand: ({ name }) => `Make one that lacks the property, and add \`${name}\` to the query: it is to be there.`,
  flaw: 'a resource that lacks the property is left out of the list',
};
