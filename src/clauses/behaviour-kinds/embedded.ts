import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const embedded: BehaviourKindSpec = {
  actions: ['create'],
  promises: ({ shape }) => (shape.resource.embedded === null ? [] : [{ promise: 'created-is-embedded-in-its-parent' }]),
  promise: ({ operation, resource }) => `A ${resource} that ${operation} creates is shown in its parent.`,
  inShort: 'the parent shows what was created',
  byHand: () => 'Read the parent afterwards, and look for the new one in it.',
  flaw: 'what was created is left out of its parent',
};
