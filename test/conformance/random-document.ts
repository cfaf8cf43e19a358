import fc from 'fast-check';

/** An operation of a random document, and what it really does, whatever the document says of it. */
export interface RandomOperation {
  readonly method: string;
  /** What its paths look like; the groups are the values of its parameters. */
  readonly matches: RegExp;
  readonly parameters: readonly string[];
  readonly adds: boolean;
  readonly reads: boolean;
  /** Whether it lists what the operation that adds answers with. */
  readonly isList: boolean;
  /** Whether the vocabulary says so. */
  readonly isToldList: boolean;
  readonly endsInId: boolean;
}

/** A document in JSON, what its operations really do, and what the owner of the target gives with `--set`. */
export interface RandomDocument {
  readonly text: string;
  readonly operations: readonly RandomOperation[];
  readonly set: Readonly<Record<string, readonly string[]>>;
}

/** One path of a document, and what may be done there. */
interface Place {
  readonly path: string;
  readonly kind: 'collection' | 'item' | 'singleton' | 'action';
  readonly methods: readonly string[];
  /** The vocabulary's word for each method, or none. */
  readonly does: Readonly<Record<string, string>>;
  readonly resource: string;
}

const methodsOf = {
  collection: ['get', 'post', 'put', 'delete', 'patch'],
  item: ['get', 'put', 'patch', 'delete', 'post'],
  singleton: ['get', 'put', 'patch', 'delete'],
  action: ['post', 'put', 'delete'],
} as const;

const rightWords = {
  collection: { get: 'list', post: 'create' },
  item: { get: 'read', put: 'replace', patch: 'edit', delete: 'delete' },
  singleton: {},
  action: {},
} as const;

const schema = {
  type: 'object',
  properties: { id: { type: 'string' }, name: { type: 'string' }, on: { type: 'boolean' } },
};
const content = (of: unknown) => ({ 'application/json': { schema: of } });

const operationOf = ({ path, kind, does, resource }: Place, method: string) => {
  const isList = kind === 'collection' && method === 'get';
  const adds = kind === 'collection' && method === 'post';
  const word = does[method];
  return {
    operationId: `${method}${path.replaceAll(/[^a-z0-9]+/gi, '_')}`,
    ...(['post', 'put', 'patch'].includes(method) && { requestBody: { required: true, content: content(schema) } }),
    responses: {
      [adds ? '201' : '200']: {
        description: 'A',
        content: content(isList ? { type: 'array', items: schema } : schema),
      },
      '404': { description: 'B' },
    },
    ...(word !== undefined && { 'x-does': { [word]: resource } }),
  };
};

const named = (path: string): readonly string[] => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');

const documentOf = (places: readonly Place[], set: RandomDocument['set']): RandomDocument => {
  const paths = Object.fromEntries(
    places.map((place) => [
      place.path,
      {
        parameters: named(place.path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
        ...Object.fromEntries(place.methods.map((method) => [method, operationOf(place, method)])),
      },
    ]),
  );
  const resources = new Set(places.filter(({ does }) => Object.keys(does).length > 0).map(({ resource }) => resource));
  const words = Object.fromEntries([...resources].map((name) => [name, { id: 'id', one: '', many: '' }]));
  const document = {
    openapi: '3.1.0',
    info: { title: 'Random', version: '1' },
    ...(resources.size > 0 && { 'x-resources': words }),
    paths,
  };
  const operations = places.flatMap(({ path, kind, methods, does }) =>
    methods.map(
      (method): RandomOperation => ({
        method: method.toUpperCase(),
        matches: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`),
        parameters: named(path),
        adds: kind === 'collection' && method === 'post',
        reads: method === 'get',
        isList: kind === 'collection' && method === 'get',
        isToldList: does[method] === 'list' && method === 'get',
        endsInId: kind === 'item',
      }),
    ),
  );
  return {
    text: JSON.stringify(document),
    operations,
    set: Object.fromEntries(
      Object.entries(set).filter(([name]) => places.some(({ path }) => path.includes(`{${name}}`))),
    ),
  };
};

/** Methods of a place, and for some of them the vocabulary's words: right ones, or for some other place. */
const placeAt = (path: string, kind: Place['kind'], resource: string): fc.Arbitrary<Place> =>
  fc
    .record({
      methods: fc.subarray([...methodsOf[kind]], { minLength: 1 }),
      isTold: fc.boolean(),
      wrong: fc.option(fc.constantFrom('create', 'replace', 'edit', 'delete'), { freq: 4 }),
    })
    .map(({ methods, isTold, wrong }) => {
      const right: Record<string, string> = isTold ? { ...rightWords[kind] } : {};
      const [first = 'get'] = methods;
      // Of a POST a contract is believed that it creates, and a DELETE can't be called that.
      const cannotCreate = wrong === 'create' && (first === 'post' || first === 'delete');
      const keepsRight = wrong === null || kind === 'item' || first === 'get' || cannotCreate;
      const does: Readonly<Record<string, string>> = keepsRight ? right : { [first]: wrong };
      return { path, kind, methods, does, resource };
    });

const sometimes = (places: fc.Arbitrary<Place | readonly Place[]>): fc.Arbitrary<readonly Place[]> =>
  fc
    .boolean()
    .chain((has): fc.Arbitrary<readonly Place[]> => (has ? places.map((one) => [one].flat()) : fc.constant([])));

const collectionPlaces = (prefix: string, name: string, depth: number): fc.Arbitrary<readonly Place[]> => {
  const item = `${prefix}/${name}/{${name}Id}`;
  const parts: fc.Arbitrary<readonly Place[]>[] = [
    placeAt(`${prefix}/${name}`, 'collection', name).map((one) => [one]),
    placeAt(item, 'item', name).map((one) => [one]),
    sometimes(placeAt(`${item}/reset`, 'action', name)),
    sometimes(placeAt(`${item}/profile`, 'singleton', name)),
  ];
  if (depth > 0) parts.push(sometimes(collectionPlaces(item, `${name}s`, depth - 1)));
  return fc.tuple(...parts).map((all) => all.flat());
};

/** Only the first of two operations that say the same of a resource keeps its word, since a contract with both is refused. */
const withoutRepeats = (places: readonly Place[]): readonly Place[] => {
  const seen = new Set<string>();
  return places.map((place) => ({
    ...place,
    does: Object.fromEntries(
      Object.entries(place.does).filter(([method, word]) => {
        const key = `${word} ${place.resource}`;
        if (seen.has(key) || !place.methods.includes(method)) return false;
        seen.add(key);
        return true;
      }),
    ),
  }));
};

/** Random documents: collections, items, what lies below them, settings and actions, with and without the vocabulary, some of it wrong. */
export const randomDocument: fc.Arbitrary<RandomDocument> = fc
  .tuple(
    collectionPlaces('', 'users', 1),
    sometimes(collectionPlaces('/v1', 'files', 0)),
    sometimes(placeAt('/settings', 'singleton', 'settings')),
    sometimes(placeAt('/maintenance/toggle', 'action', 'toggle')),
    sometimes(placeAt('/users/{usersId}/..', 'action', 'up')),
    sometimes(placeAt('/users/all', 'singleton', 'all')),
    fc.record({
      usersId: fc.option(fc.constantFrom(['f1'], ['f1', 'f3'])),
      filesId: fc.option(fc.constantFrom(['f2'], ['f2', 'f1'])),
    }),
  )
  .map(([users, files, settings, toggle, up, all, { usersId, filesId }]) => {
    const places = withoutRepeats([users, files, settings, toggle, up, all].flat());
    return documentOf(places, { ...(usersId === null ? {} : { usersId }), ...(filesId === null ? {} : { filesId }) });
  });
