import { type BehaviourKindSpec, changing } from './behaviour-kind.ts';

export const alone: BehaviourKindSpec = {
  actions: ['create', ...changing, 'delete'],
  promises: ({ acting, action }) =>
    acting.create === undefined || (acting.read === undefined && acting.list === undefined)
      ? []
      : [{ promise: `others-are-untouched-on-${action}` }],
  promise: ({ operation, resource }) => `${operation} changes no other ${resource} than the one that it is about.`,
  inShort: 'what is done to one is done to no other',
  byHand: () => 'Make another one before; read that before and afterwards, and compare.',
  flaw: 'a change is made to another resource too',
  harm: 'confusion',
};
