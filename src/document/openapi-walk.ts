import { isObject, type JsonObject, type JsonValue } from './document.ts';
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
  'callback',
  'encoding',
  'example',
  'link',
  'security scheme',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

interface Children {
  readonly one?: Readonly<Record<string, ObjectKind>>;
  readonly list?: Readonly<Record<string, ObjectKind>>;
  readonly map?: Readonly<Record<string, ObjectKind>>;
  /** What the object holds at every key. */
  readonly each?: ObjectKind;
}

const all = (keys: string, kind: ObjectKind): Record<string, ObjectKind> =>
  Object.fromEntries(keys.split(' ').map((key) => [key, kind]));

/** Which keys of which object hold which kind of object (OpenAPI 3.1.1, 4.8; JSON Schema 2020-12, core, 10 and 11). */
const childrenOf: Readonly<Record<ObjectKind, Children>> = {
  root: {
    one: { components: 'components', 'x-refusal': 'schema' },
    map: { paths: 'path item', webhooks: 'path item' },
  },
  components: {
    map: {
      schemas: 'schema',
      responses: 'response',
      parameters: 'parameter',
      headers: 'header',
      requestBodies: 'request body',
      pathItems: 'path item',
      callbacks: 'callback',
      examples: 'example',
      links: 'link',
      securitySchemes: 'security scheme',
    },
  },
  'path item': {
    one: all('get put post delete options head patch trace', 'operation'),
    list: { parameters: 'parameter' },
  },
  operation: {
    one: { requestBody: 'request body' },
    list: { parameters: 'parameter' },
    map: { responses: 'response', callbacks: 'callback' },
  },
  parameter: { one: { schema: 'schema' }, map: { content: 'media type', examples: 'example' } },
  header: { one: { schema: 'schema' }, map: { content: 'media type', examples: 'example' } },
  'request body': { map: { content: 'media type' } },
  response: { map: { headers: 'header', content: 'media type', links: 'link' } },
  'media type': { one: { schema: 'schema' }, map: { examples: 'example', encoding: 'encoding' } },
  schema: {
    one: all(
      'items additionalProperties unevaluatedItems unevaluatedProperties contains propertyNames not if then else contentSchema',
      'schema',
    ),
    list: all('allOf anyOf oneOf prefixItems', 'schema'),
    map: all('properties patternProperties $defs dependentSchemas', 'schema'),
  },
  callback: { each: 'path item' },
  encoding: { map: { headers: 'header' } },
  example: {},
  link: {},
  'security scheme': {},
};

/** Maps that hold extensions beside what they are for (OpenAPI 3.1.1, 4.8.8, 4.8.16 and 4.8.18); in others, a name may be any. */
const isExtension = (kind: ObjectKind, key: string | null, name: string): boolean =>
  name.startsWith('x-') && (key === null || key === 'paths' || (key === 'responses' && kind === 'operation'));

/** What stands at a key of an OpenAPI object, or in the list or map there; its kind is null where it is no OpenAPI object. */
export interface Child {
  readonly kind: ObjectKind | null;
  readonly value: JsonValue;
  readonly pointer: string;
}

const kindAt = (kinds: Readonly<Record<string, ObjectKind>> | undefined, key: string): ObjectKind | null =>
  kinds !== undefined && Object.hasOwn(kinds, key) ? (kinds[key] ?? null) : null;

function* childrenAt(kind: ObjectKind, key: string, value: JsonValue, pointer: string): Generator<Child> {
  const { one, list, map, each = null } = childrenOf[kind];
  const place = pointerTo(pointer, key);
  const inList = kindAt(list, key);
  const inMap = kindAt(map, key);
  if (inList !== null && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield { kind: inList, value: item, pointer: pointerTo(place, index) };
  } else if (inMap !== null && isObject(value)) {
    for (const [name, item] of Object.entries(value))
      yield { kind: isExtension(kind, key, name) ? null : inMap, value: item, pointer: pointerTo(place, name) };
  } else {
    const own = each !== null && isExtension(kind, null, key) ? null : each;
    yield { kind: own ?? kindAt(one, key), value, pointer: place };
  }
}

/** Lists all that an OpenAPI object holds, with the kind of each: the objects of a list or a map one by one. */
export function* childrenIn(kind: ObjectKind, object: JsonObject, pointer: string): Generator<Child> {
  for (const [key, value] of Object.entries(object)) yield* childrenAt(kind, key, value, pointer);
}

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
  for (const child of childrenIn(kind, value, pointer)) {
    if (child.kind !== null) yield* visitObjects(child.value, child.kind, child.pointer);
  }
}
