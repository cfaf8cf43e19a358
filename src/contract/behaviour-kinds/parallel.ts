import type { BehaviourTexts } from './behaviour-texts.ts';

export const parallel: BehaviourTexts = {
  promise: ({ operation }) =>
    `Requests that are sent to ${operation} at once end as they would have ended in some order.`,
  inShort: 'what is sent at once ends as it would have ended in some order',
  byHand: () => 'Send it several times at once, with different values, and look whether the end is that of some order.',
  flaw: 'of what is sent at once, something gets lost: a new resource, a deletion, a property',
};
