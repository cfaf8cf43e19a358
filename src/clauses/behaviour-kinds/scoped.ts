import { pathParameters } from '../../contract/path-resources.ts';
import { type BehaviourKindSpec, takingId } from './behaviour-kind.ts';

export const scoped: BehaviourKindSpec = {
  actions: ['list', ...takingId],
  promises: ({ operation, action }) => {
    const parameters = pathParameters(operation);
    const owners = action === 'list' ? parameters : parameters.slice(0, -1);
    return owners.map((name) => ({ promise: `other-${name}-is-hidden-on-${action}`, name }));
  },
  promise: ({ operation, resource, name }) =>
    `For ${operation}, a ${resource} that lives under another \`${name}\` is not there.`,
  inShort: 'what lives under another value of a path parameter isn’t there',
  byHand: ({ name }) => `Make one before, and put another \`${name}\` into the path: there it is not to be.`,
  flaw: 'a resource is shown under another value of the path parameter',
  harm: 'access',
  showsBeforeDone: true,
  flawReaches: 'operation',
};
