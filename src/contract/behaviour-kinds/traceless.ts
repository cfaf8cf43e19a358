import type { BehaviourTexts } from './behaviour-texts.ts';

export const traceless: BehaviourTexts = {
  promise: ({ operation, resource }) => `A request that ${operation} refuses changes no ${resource}.`,
  inShort: 'a write that was refused changes nothing',
  byHand: () =>
    'Send it without credentials, or with a body that breaks the contract, and compare all that there is before and afterwards.',
  flaw: 'a request that is to be refused is carried out, and refused then',
};
