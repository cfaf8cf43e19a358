import { parentInPath } from '../../contract/path-resources.ts';
import { type BehaviourKindSpec, maySayNothing, takingId } from './behaviour-kind.ts';

export const unknown: BehaviourKindSpec = {
  actions: [...takingId, 'create'],
  promises: (promising) => {
    const { source, operation, action } = promising;
    if (action !== 'create') return maySayNothing(promising) ? [] : [{ promise: `unknown-is-refused-on-${action}` }];
    const parent = parentInPath(source, operation);
    return parent === null ? [] : [{ promise: `unknown-${parent.name}-is-refused-on-create` }];
  },
  promise: ({ operation, action }) =>
    action === 'create'
      ? `${operation} refuses to make something under a parent that never existed.`
      : `${operation} refuses an id that never existed.`,
  inShort: 'an id that never existed is refused, a parent’s too',
  byHand: () => 'Put an id into the path that nothing ever had: that is to be refused.',
  flaw: 'an id that never existed is answered as if it did',
  showsBeforeDone: true,
  flawReaches: 'operation',
};
