import { type BehaviourKindSpec, maySayNothing, takingId } from './behaviour-kind.ts';

export const gone: BehaviourKindSpec = {
  actions: ['list', ...takingId],
  promises: (promising) =>
    promising.acting.delete === undefined || maySayNothing(promising)
      ? []
      : [{ promise: `deleted-is-gone-on-${promising.action}` }],
  promise: ({ operation, resource, action }) =>
    action === 'list'
      ? `A ${resource} that was deleted is in the list of ${operation} no more.`
      : `${operation} refuses the id of a ${resource} that was deleted.`,
  inShort: 'what was deleted is in no list, and refused',
  byHand: ({ action }) =>
    action === 'list'
      ? 'Make one and delete it before, and look for it in the answer: it is not to be there.'
      : 'Make one and delete it before, and put its id into the path: that is to be refused.',
  flaw: 'what was deleted is shown as it was before',
  harm: 'loss',
  flawReaches: 'operation',
};
