import type { BehaviourKind } from './behaviour-kinds/list.ts';
import { type Action, actions, type Level, type Operation } from './contract.ts';
import { haveDisjointTypes } from './disjoint-types.ts';
import { parentInPath, pathParameters } from './path-resources.ts';
import { propertiesOf, type ResourceShape, type ResourceSource, shownSchema } from './resource-shape.ts';

/** A behaviour before its level and source are looked up. */
export interface Behaviour {
  readonly kind: BehaviourKind;
  /** What follows the colon in the id. */
  readonly promise: string;
  readonly operation: Operation;
  readonly action: Action;
  readonly name?: string;
  /** The level where the vocabulary states it beside the behaviour. */
  readonly level?: Level;
}

/** A behaviour, once it is known for which operation. */
type Found = Omit<Behaviour, 'operation' | 'action'>;

/** The operations that act on one resource, by what they do. */
export type Acting = Readonly<Partial<Record<Action, Operation>>>;

const takingId: readonly Action[] = ['read', 'replace', 'edit', 'rotate', 'delete'];
const writing: readonly Action[] = ['create', 'replace', 'edit'];
const changing: readonly Action[] = ['replace', 'edit', 'rotate'];

/** A behaviour for each of some actions that the resource has. */
const onEach = (
  acting: Acting,
  some: readonly Action[],
  behaviour: (operation: Operation, action: Action) => readonly Found[],
): Behaviour[] =>
  some.flatMap((action) => {
    const operation = acting[action];
    return operation === undefined
      ? []
      : behaviour(operation, action).map((found) => ({ ...found, operation, action }));
  });

const writableNames = (shape: ResourceShape, operation: Operation): readonly string[] =>
  [...(shape.writable.get(operation.id)?.keys() ?? [])].filter((name) => shape.properties.has(name));

const isSecret = (shape: ResourceShape, name: string): boolean =>
  shape.properties.get(name)?.['x-secret'] !== undefined;

/** Whether answers show a property otherwise than the requests of an operation write it, so that the two can't be compared. */
const isShownOtherwise = ({ document }: ResourceSource, shape: ResourceShape, operation: Operation, name: string) =>
  haveDisjointTypes(document, shape.writable.get(operation.id)?.get(name), shape.properties.get(name));

/** What is written shows in the answer and is read afterwards; what isn't given takes its default. Secrets have promises of their own. */
const writes = (source: ResourceSource, acting: Acting, shape: ResourceShape): Behaviour[] => {
  const canBeRead = acting.read !== undefined || acting.list !== undefined;
  return onEach(acting, writing, (operation, action) => {
    const isAlike = (name: string): boolean => !isShownOtherwise(source, shape, operation, name);
    const names = writableNames(shape, operation).filter((name) => !isSecret(shape, name) && isAlike(name));
    const isShown = shape.resource.one !== null && shownSchema(source, shape.resource, operation) !== null;
    const isDefaulted = (name: string): boolean =>
      action === 'create' || (action === 'replace' && operation.does?.omitted[name] === 'default');
    const defaulted = [...shape.defaults.keys()].filter(
      (name) => shape.properties.has(name) && isDefaulted(name) && isAlike(name),
    );
    return [
      ...(isShown
        ? names.map((name) => ({ kind: 'written', promise: `${name}-is-answered-on-${action}`, name }) as const)
        : []),
      ...(canBeRead
        ? names.map((name) => ({ kind: 'kept', promise: `${name}-is-kept-on-${action}`, name }) as const)
        : []),
      ...defaulted.map((name) => ({ kind: 'default', promise: `${name}-has-its-default-on-${action}`, name }) as const),
    ];
  });
};

/** What a change may not touch: the identity, the time of creation, and what it doesn't name. */
const untouched = (acting: Acting, shape: ResourceShape): Behaviour[] =>
  onEach(acting, changing, (operation, action) => {
    const { does } = operation;
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
    return [...new Set([shape.resource.id, ...created, ...secrets.map(([name]) => name), ...left])].map((name) => ({
      kind: 'untouched',
      promise: `${name}-is-untouched-on-${action}`,
      name,
    }));
  });

/** Whether an operation may succeed where there is nothing: deleting what is gone leaves it gone, and no refusal is documented; or a replacement is documented to create what isn't there (201). */
const maySayNothing = ({ responses }: Operation, action: Action): boolean => {
  const documents = (pattern: RegExp): boolean =>
    responses.some(({ statuses }) => statuses.some((status) => pattern.test(status)));
  return (action === 'delete' && !documents(/^(4|default)/)) || (action === 'replace' && documents(/^201$/));
};

/** A resource is there, under an id of its own, from its creation to its deletion; then, as before, there is none. */
const existence = (source: ResourceSource, acting: Acting, shape: ResourceShape): Behaviour[] => [
  ...onEach(acting, ['create'], () => [{ kind: 'unique', promise: 'id-is-unique-on-create' }]),
  ...(acting.create === undefined
    ? []
    : onEach(acting, ['list'], () => [{ kind: 'listed', promise: 'created-is-listed' }])),
  ...(acting.delete === undefined
    ? []
    : onEach(acting, ['list', ...takingId], (operation, action) =>
        maySayNothing(operation, action) ? [] : [{ kind: 'gone', promise: `deleted-is-gone-on-${action}` }],
      )),
  ...onEach(acting, ['delete'], (operation) =>
    shape.resource.one === null || shownSchema(source, shape.resource, operation) === null
      ? []
      : [{ kind: 'shown', promise: 'deleted-is-answered' }],
  ),
  ...onEach(acting, takingId, (operation, action) =>
    maySayNothing(operation, action) ? [] : [{ kind: 'unknown', promise: `unknown-is-refused-on-${action}` }],
  ),
  ...onEach(acting, ['create'], (operation) => {
    const parent = parentInPath(source, operation);
    return parent === null ? [] : [{ kind: 'unknown', promise: `unknown-${parent.name}-is-refused-on-create` }];
  }),
];

/** What is done to one resource is done to no other. */
const aloneness = (acting: Acting): Behaviour[] =>
  acting.create === undefined || (acting.read === undefined && acting.list === undefined)
    ? []
    : onEach(acting, ['create', ...changing, 'delete'], (_, action) => [
        { kind: 'alone', promise: `others-are-untouched-on-${action}` },
      ]);

/** What several clients do at once is as if they had done it one after the other. */
const races = (acting: Acting): Behaviour[] =>
  acting.create === undefined || acting.read === undefined
    ? []
    : onEach(acting, ['create', 'replace', 'edit', 'delete'], (_, action) => [
        { kind: 'parallel', promise: `parallel-${action}s-are-as-if-in-turn` },
      ]);

/** What lives under other values of the path's parameters isn't there. */
const scopes = (acting: Acting): Behaviour[] =>
  onEach(acting, ['list', ...takingId], (operation, action) => {
    const parameters = pathParameters(operation);
    const owners = action === 'list' ? parameters : parameters.slice(0, -1);
    return owners.map((name) => ({ kind: 'scoped', promise: `other-${name}-is-hidden-on-${action}`, name }));
  });

const secrets = (source: ResourceSource, acting: Acting, shape: ResourceShape): Behaviour[] => [
  ...onEach(acting, [...actions], (operation, action) => {
    const shown = shownSchema(source, shape.resource, operation);
    return [...(shown === null ? [] : propertiesOf(source, shown))].flatMap(([name, schema]): Found[] => {
      const secret = schema['x-secret'];
      if (secret === 'full') return [{ kind: 'full', promise: `${name}-is-full-on-${action}`, name }];
      if (secret === 'last4') return [{ kind: 'masked', promise: `${name}-is-masked-on-${action}`, name }];
      return [];
    });
  }),
  ...onEach(acting, ['rotate'], ({ does }) =>
    does?.property == null
      ? []
      : [{ kind: 'rotated', promise: `${does.property}-is-new-on-rotate`, name: does.property }],
  ),
];

const times = (acting: Acting, shape: ResourceShape): Behaviour[] =>
  onEach(acting, changing, (_, action) =>
    [...shape.properties]
      .filter(([, schema]) => schema['x-time'] === 'updated')
      .map(([name]) => ({ kind: 'forward', promise: `${name}-never-goes-back-on-${action}`, name })),
  );

const lists = (acting: Acting, shape: ResourceShape): Behaviour[] =>
  onEach(acting, ['list'], (operation) => [
    ...operation.parameters.flatMap(({ name, filter }): Found[] =>
      filter === null
        ? []
        : [
            { kind: 'filtered', promise: `${name}-leaves-out-others`, name },
            { kind: 'matching', promise: `${name}-keeps-what-matches`, name },
            { kind: 'unset', promise: `${name}-keeps-what-has-no-${filter.property}`, name, level: filter.unset },
          ],
    ),
    ...operation.parameters.flatMap(({ name, page }): Found[] =>
      page === null
        ? []
        : page === 'limit'
          ? [{ kind: 'limited', promise: `${name}-limits-the-page`, name }]
          : [{ kind: 'skipped', promise: `${name}-skips-so-many`, name }],
    ),
    ...(shape.resource.total === null ? [] : [{ kind: 'counted', promise: 'total-counts-all' } as const]),
  ]);

/** A child is shown in its parent, and names it. */
const children = (acting: Acting, { resource, properties }: ResourceShape): Behaviour[] => {
  const { parent } = resource;
  return [
    ...(resource.embedded === null
      ? []
      : onEach(acting, ['create'], () => [{ kind: 'embedded', promise: 'created-is-embedded-in-its-parent' }])),
    ...(parent === null || !properties.has(parent.property) || acting.create === undefined
      ? []
      : onEach(acting, ['list'], () => [
          { kind: 'parented', promise: `${parent.property}-names-the-parent`, name: parent.property },
        ])),
  ];
};

const traces = (acting: Acting): Behaviour[] =>
  onEach(acting, [...writing, 'rotate', 'delete'], ({ requestBody, security }, action) =>
    requestBody === null && security.length === 0
      ? []
      : [{ kind: 'traceless', promise: `refused-${action}-leaves-no-trace` }],
  );

/** All that a resource promises over several requests, as far as the contract doesn't leave it open. */
export const behavioursOf = (source: ResourceSource, acting: Acting, shape: ResourceShape): readonly Behaviour[] => [
  ...existence(source, acting, shape),
  ...writes(source, acting, shape),
  ...untouched(acting, shape),
  ...aloneness(acting),
  ...scopes(acting),
  ...secrets(source, acting, shape),
  ...times(acting, shape),
  ...lists(acting, shape),
  ...children(acting, shape),
  ...traces(acting),
  ...races(acting),
];
