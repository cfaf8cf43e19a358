import type { BehaviourKindSpec } from './behaviour-kind.ts';

export const rotated: BehaviourKindSpec = {
  actions: ['rotate'],
  promises: ({ operation: { does } }) =>
    does?.property == null ? [] : [{ promise: `${does.property}-is-new-on-rotate`, name: does.property }],
  promise: ({ operation, resource, name }) =>
    `${operation} gives \`${name}\` of a ${resource} another value than it had.`,
  inShort: 'the secret is another than before',
  byHand: ({ name }) => `Send it twice, and compare \`${name}\`.`,
  flaw: 'the earlier secret is shown after a rotation',
  harm: 'leak',
};
