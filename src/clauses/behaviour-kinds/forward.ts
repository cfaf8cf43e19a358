import { type BehaviourKindSpec, changing } from './behaviour-kind.ts';

export const forward: BehaviourKindSpec = {
  actions: changing,
  promises: ({ shape, action }) =>
    [...shape.properties]
      .filter(([, schema]) => schema['x-time'] === 'updated')
      .map(([name]) => ({ promise: `${name}-never-goes-back-on-${action}`, name })),
  promise: ({ operation, resource, name }) =>
    `With ${operation}, \`${name}\` of a ${resource}, the time of its last change, never goes back.`,
  inShort: 'the time of the last change never goes back',
  byHand: ({ name }) => `Read it before and afterwards, and compare \`${name}\`.`,
  flaw: 'an earlier time of change is shown after a change',
  showsBeforeDone: true,
  flawReaches: 'property',
};
