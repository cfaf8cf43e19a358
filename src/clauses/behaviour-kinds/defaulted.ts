import { type BehaviourKindSpec, isComparable } from './behaviour-kind.ts';

export const defaulted: BehaviourKindSpec = {
  actions: ['create', 'replace'],
  promises: (promising) => {
    const { shape, operation, action } = promising;
    const isDefaulted = (name: string): boolean => action === 'create' || operation.does?.omitted[name] === 'default';
    return [...shape.defaults.keys()]
      .filter((name) => shape.properties.has(name) && isDefaulted(name) && isComparable(promising, name))
      .map((name) => ({ promise: `${name}-has-its-default-on-${action}`, name }));
  },
  promise: ({ operation, resource, name }) =>
    `Where ${operation} is not given \`${name}\`, the ${resource} has its default.`,
  inShort: 'a property that isn’t given has its default, or returns to it',
  byHand: ({ name }) => `Leave \`${name}\` out of the body, and look at what it is afterwards.`,
  flaw: 'a property that was not given gets another value than its default',
  flawReaches: 'property',
};
