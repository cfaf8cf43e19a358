import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const parallel: BehaviourKindSpec = {
  actions: ['create', 'replace', 'edit', 'delete'],
  promises: ({ acting, action }) =>
    acting.create === undefined || acting.read === undefined
      ? []
      : [{ promise: `parallel-${action}s-are-as-if-in-turn` }],
  // That what is sent at once is done in turn is what everybody expects, and no API's document says.
  level: 'SHOULD',
  promise: ({ operation }) =>
    `Requests that are sent to ${operation} at once end as they would have ended in some order.`,
  inShort: 'what is sent at once ends as it would have ended in some order',
  byHand: () => 'Send it several times at once, with different values, and look whether the end is that of some order.',
  flaw: 'of what is sent at once, something gets lost: a new resource, a deletion, a property',
  harm: 'race',
};
