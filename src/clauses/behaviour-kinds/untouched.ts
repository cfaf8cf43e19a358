import { type BehaviourKindSpec, changing, isSecret, writableNames, writing } from './behaviour-kind.ts';

export const untouched: BehaviourKindSpec = {
  actions: changing,
  promises: ({ acting, shape, operation: { does }, action }) => {
    const created = [...shape.properties].filter(([, schema]) => schema['x-time'] === 'created').map(([name]) => name);
    const isLeft = (name: string): boolean =>
      action === 'edit' || (action === 'rotate' && name !== does?.property) || does?.omitted[name] === 'keep';
    const writable = new Set(
      writing.flatMap((one) => (acting[one] === undefined ? [] : writableNames(shape, acting[one]))),
    );
    const left = [...writable].filter((name) => isLeft(name) && !isSecret(shape, name));
    // A secret that may be shown or not can't be compared; one that may be written is another's matter.
    const secrets = [...shape.properties].filter(
      ([name, schema]) =>
        ['full', 'last4'].includes(String(schema['x-secret'])) && !writable.has(name) && name !== does?.property,
    );
    const names = new Set([shape.resource.id, ...created, ...secrets.map(([name]) => name), ...left]);
    return [...names].map((name) => ({ promise: `${name}-is-untouched-on-${action}`, name }));
  },
  promise: ({ operation, resource, name }) =>
    `${operation} leaves \`${name}\` of a ${resource} as it was, where it is not asked to change it.`,
  inShort: 'what a change doesn’t name, may not name, or keeps, stays',
  byHand: ({ name }) =>
    `Read it before and afterwards, and compare \`${name}\`; leave it out of the body where it stands there.`,
  flaw: 'a change changes the property besides what it was asked to',
  harm: 'loss',
  flawReaches: 'property',
};
