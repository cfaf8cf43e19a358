import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const parented: BehaviourKindSpec = {
  actions: ['list'],
  promises: ({ acting, shape: { resource, properties } }) => {
    const property = resource.parent?.property;
    const isTold = property !== undefined && properties.has(property) && acting.create !== undefined;
    return isTold ? [{ promise: `${property}-names-the-parent`, name: property }] : [];
  },
  promise: ({ operation, resource, name }) =>
    `In the list of ${operation}, \`${name}\` of a ${resource} names the parent under which it was made.`,
  inShort: 'a child names the parent under which it was made',
  byHand: ({ name }) => `Look at \`${name}\` in the answer: it is to be the id in the path.`,
  flaw: 'a child names another parent',
};
