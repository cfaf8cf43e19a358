import { isObject, type JsonObject, type JsonValue } from './document.ts';
import { pointerTo, pointerTokens } from './json-pointer.ts';
import { childrenIn, type ObjectKind } from './openapi-walk.ts';

/** A `$ref` whose value is a text: where it stands, what it says, and what it is there. */
export interface FoundReference {
  /** JSON Pointer to the object that holds it. */
  readonly pointer: string;
  readonly ref: string;
  /**
   * The kind of object that it refers to, where it may stand; otherwise why it may not: in a value that is `data`, or where
   * OpenAPI allows none (`misplaced`), such as an extension.
   */
  readonly as: ObjectKind | 'data' | 'misplaced';
}

/** Objects in whose place a Reference Object may stand (OpenAPI 3.1.1, 4.8.23), a path item's own `$ref` and a schema's. */
const referable: readonly ObjectKind[] = [
  'callback',
  'example',
  'header',
  'link',
  'parameter',
  'path item',
  'request body',
  'response',
  'schema',
  'security scheme',
];

/** Keys whose values are data wherever they hold no OpenAPI objects: what looks like a reference there is a part of the value. */
const dataKeys = ['const', 'default', 'enum', 'example', 'examples', 'parameters', 'requestBody', 'value'];

/** What the `$ref`s in a value are that holds no OpenAPI objects. */
function* referencesInside(value: JsonValue, pointer: string, as: 'data' | 'misplaced'): Generator<FoundReference> {
  if (typeof value !== 'object' || value === null) return;
  if (isObject(value) && typeof value.$ref === 'string') yield { pointer, ref: value.$ref, as };
  for (const [key, child] of Object.entries(value)) yield* referencesInside(child, pointerTo(pointer, key), as);
}

/** The same name in a list of names, such as `properties`, belongs to what is called so. */
const isNamedRef = (pointer: string): boolean => pointer.endsWith('/$ref');

/** The objects that were looked at, with the kinds that each was taken for: many references may lead to parts of one another. */
export type Seen = WeakMap<JsonObject, Set<ObjectKind>>;

const isNew = (seen: Seen, object: JsonObject, kind: ObjectKind): boolean => {
  const kinds = seen.get(object) ?? new Set();
  if (kinds.has(kind)) return false;
  seen.set(object, kinds.add(kind));
  return true;
};

/** Finds every `$ref` with a text in an OpenAPI object, and in all that it holds, but for what was seen before. None is followed. */
export function* findReferences(
  value: JsonValue,
  kind: ObjectKind,
  pointer: string,
  seen: Seen = new WeakMap(),
): Generator<FoundReference> {
  if (!isObject(value) || !isNew(seen, value, kind)) return;
  if (typeof value.$ref === 'string')
    yield { pointer, ref: value.$ref, as: referable.includes(kind) ? kind : 'misplaced' };
  for (const child of childrenIn(kind, value, pointer)) {
    const parent = child.pointer.slice(0, child.pointer.lastIndexOf('/'));
    if (parent !== pointer && isNamedRef(child.pointer) && typeof child.value === 'string')
      yield { pointer: parent, ref: child.value, as: 'misplaced' };
    else if (child.kind !== null) yield* findReferences(child.value, child.kind, child.pointer, seen);
    else {
      const [key = ''] = pointerTokens(child.pointer).slice(-1);
      const as = parent === pointer && dataKeys.includes(key) ? 'data' : 'misplaced';
      yield* referencesInside(child.value, child.pointer, as);
    }
  }
}

/** What a reference names: a file, by a relative or absolute path or a URL, empty for the file that it stands in; and a place in it. */
export interface SplitReference {
  readonly path: string;
  /** JSON Pointer, or null where the fragment is none. */
  readonly pointer: string | null;
}

/** Splits a reference at its fragment (RFC 6901, section 6). */
export const splitReference = (ref: string): SplitReference => {
  const at = ref.indexOf('#');
  const [path, fragment] = at < 0 ? [ref, ''] : [ref.slice(0, at), ref.slice(at + 1)];
  try {
    const pointer = decodeURIComponent(fragment);
    return { path, pointer: pointer === '' || pointer.startsWith('/') ? pointer : null };
  } catch {
    return { path, pointer: null };
  }
};

/** Rewrites a `$ref` of a document in place. */
export const setReference = (document: JsonObject, pointer: string, ref: string): void => {
  let object: unknown = document;
  for (const token of pointerTokens(pointer)) object = (object as Record<string, unknown>)[token];
  (object as { $ref: string }).$ref = ref;
};
