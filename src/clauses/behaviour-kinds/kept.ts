import { type BehaviourKindSpec, followedNames, sending, writing } from './behaviour-kind.ts';

export const kept: BehaviourKindSpec = {
  actions: writing,
  promises: (promising) => {
    const { acting, action } = promising;
    const canBeRead = acting.read !== undefined || acting.list !== undefined;
    return canBeRead ? followedNames(promising).map((name) => ({ promise: `${name}-is-kept-on-${action}`, name })) : [];
  },
  promise: ({ operation, resource, name }) =>
    `What ${operation} writes to \`${name}\` of a ${resource} is what is read afterwards.`,
  inShort: 'reads afterwards show what was written',
  byHand: ({ name, isSent }) =>
    `${sending({ name, isSent })}Read it afterwards, by its id and in the list, and compare \`${name}\` with what was sent.`,
  flaw: 'another value than was written is shown by every later answer',
  harm: 'loss',
  flawReaches: 'property',
};
