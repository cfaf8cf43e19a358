import { arrayAt, isObject, type JsonObject, type JsonValue, objectAt } from './document.ts';
import { pointerTo } from './json-pointer.ts';

/** The kinds of OpenAPI object that are told apart here, in the specification's words. */
export const objectKinds = [
  'root',
  'components',
  'path item',
  'operation',
  'parameter',
  'request body',
  'response',
  'header',
  'media type',
  'schema',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

interface Children {
  readonly one?: Readonly<Record<string, ObjectKind>>;
  readonly list?: Readonly<Record<string, ObjectKind>>;
  readonly map?: Readonly<Record<string, ObjectKind>>;
}

const all = (keys: string, kind: ObjectKind): Record<string, ObjectKind> =>
  Object.fromEntries(keys.split(' ').map((key) => [key, kind]));

/** Which keys of which object hold which kind of object (OpenAPI 3.1.1, 4.8; JSON Schema 2020-12, core, 10 and 11). */
const childrenOf: Readonly<Record<ObjectKind, Children>> = {
  root: { one: { components: 'components' }, map: { paths: 'path item', webhooks: 'path item' } },
  components: {
    map: {
      schemas: 'schema',
      responses: 'response',
      parameters: 'parameter',
      headers: 'header',
      requestBodies: 'request body',
      pathItems: 'path item',
    },
  },
  'path item': {
    one: all('get put post delete options head patch trace', 'operation'),
    list: { parameters: 'parameter' },
  },
  operation: {
    one: { requestBody: 'request body' },
    list: { parameters: 'parameter' },
    map: { responses: 'response' },
  },
  parameter: { one: { schema: 'schema' }, map: { content: 'media type' } },
  header: { one: { schema: 'schema' }, map: { content: 'media type' } },
  'request body': { map: { content: 'media type' } },
  response: { map: { headers: 'header', content: 'media type' } },
  'media type': { one: { schema: 'schema' } },
  schema: {
    one: all(
      'items additionalProperties unevaluatedItems unevaluatedProperties contains propertyNames not if then else',
      'schema',
    ),
    list: all('allOf anyOf oneOf prefixItems', 'schema'),
    map: all('properties patternProperties $defs dependentSchemas', 'schema'),
  },
};

/** Maps that hold extensions beside what they are for (OpenAPI 3.1.1, 4.8.8 and 4.8.16); in others, a name may be any. */
const isExtension = (kind: ObjectKind, key: string, name: string): boolean =>
  name.startsWith('x-') && (key === 'paths' || (key === 'responses' && kind === 'operation'));

export interface Visited {
  readonly kind: ObjectKind;
  readonly object: JsonObject;
  readonly pointer: string;
}

/** Visits every OpenAPI object of a document once, where it stands; references aren't followed. */
export function* visitObjects(
  value: JsonValue | undefined,
  kind: ObjectKind = 'root',
  pointer = '',
): Generator<Visited> {
  if (!isObject(value)) return;
  yield { kind, object: value, pointer };
  const { one = {}, list = {}, map = {} } = childrenOf[kind];
  for (const [key, child] of Object.entries(one)) yield* visitObjects(value[key], child, pointerTo(pointer, key));
  for (const [key, child] of Object.entries(list)) {
    for (const [index, item] of arrayAt(value, key).entries())
      yield* visitObjects(item, child, pointerTo(pointer, key, index));
  }
  for (const [key, child] of Object.entries(map)) {
    for (const [name, item] of Object.entries(objectAt(value, key))) {
      if (!isExtension(kind, key, name)) yield* visitObjects(item, child, pointerTo(pointer, key, name));
    }
  }
}
