import { actions } from '../../contract/api-description.ts';
import { type BehaviourKindSpec, shownSecrets } from './behaviour-kind.ts';

export const masked: BehaviourKindSpec = {
  actions: actions,
  promises: (promising) =>
    shownSecrets(promising, 'last4').map((name) => ({ promise: `${name}-is-masked-on-${promising.action}`, name })),
  promise: ({ operation, resource, name }) =>
    `${operation} shows no more of \`${name}\` of a ${resource} than its last characters.`,
  inShort: 'only the last characters of the secret are shown',
  byHand: ({ name }) => `Look at \`${name}\` in the answer: only its last characters are to be there.`,
  flaw: 'the secret is shown whole where it is to be masked',
  harm: 'leak',
  showsBeforeDone: true,
  flawReaches: 'operation',
};
