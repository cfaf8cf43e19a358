import { actions } from '../../contract/api-description.ts';
import { type BehaviourKindSpec, shownSecrets } from './behaviour-kind.ts';

export const full: BehaviourKindSpec = {
  actions: actions,
  promises: (promising) =>
    shownSecrets(promising, 'full').map((name) => ({ promise: `${name}-is-full-on-${promising.action}`, name })),
  promise: ({ operation, resource, name }) => `${operation} shows \`${name}\` of a ${resource} whole.`,
  inShort: 'the secret is shown whole',
  byHand: ({ name }) => `Look at \`${name}\` in the answer: it is to be whole.`,
  flaw: 'the secret is masked where it is to be shown whole',
  showsBeforeDone: true,
};
