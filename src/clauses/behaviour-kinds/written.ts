import { type BehaviourKindSpec, followedNames, isShown, sending, writing } from './behaviour-kind.ts';

export const written: BehaviourKindSpec = {
  actions: writing,
  promises: (promising) =>
    isShown(promising)
      ? followedNames(promising).map((name) => ({ promise: `${name}-is-answered-on-${promising.action}`, name }))
      : [],
  promise: ({ operation, resource, name }) =>
    `The answer of ${operation} shows \`${name}\` of a ${resource} as the request wrote it.`,
  inShort: 'the answer shows what was written',
  byHand: ({ name, isSent }) => `${sending({ name, isSent })}Compare \`${name}\` in the answer with what was sent.`,
  flaw: 'the answer shows another value of the property than was written',
  harm: 'loss',
  flawReaches: 'property',
};
