import { type BehaviourKindSpec, writing } from './behaviour-kind.ts';

export const traceless: BehaviourKindSpec = {
  actions: [...writing, 'rotate', 'delete'],
  promises: ({ operation: { requestBody, security }, action }) =>
    requestBody === null && security.length === 0 ? [] : [{ promise: `refused-${action}-leaves-no-trace` }],
  promise: ({ operation, resource }) => `A request that ${operation} refuses changes no ${resource}.`,
  inShort: 'a write that was refused changes nothing',
  byHand: () =>
    'Send it without credentials, or with a body that breaks the contract, and compare all that there is before and afterwards.',
  flaw: 'a request that is to be refused is carried out, and refused then',
  harm: 'loss',
  flawReaches: 'operation',
};
