import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from './document.ts';
import { pointerTo, valueAt } from './json-pointer.ts';
import { splitReference } from './reference-places.ts';
import { referencesMax, referredValue } from './schema-view.ts';

/** The annotated objects on the way from the document's root to where a promise is made, the nearest last. */
export type Trail = readonly JsonObject[];

/** An object of the document, found by following `$ref`s. */
export interface Located {
  /** The object itself; where a Schema Object has keywords beside its `$ref`, only what `$ref` names. */
  readonly object: JsonObject;
  /** Where it stands, after `$ref`s. */
  readonly pointer: string;
  /** Where all that is said of it stands: the first place on the way with something beside its `$ref`, or the last. */
  readonly whole: string;
  /** The way to it, with the referring objects last, since they speak first. */
  readonly trail: Trail;
  /** The `$ref` that led to it, or null. */
  readonly ref: string | null;
}

/** What the schema `false` stands as: no value keeps it. */
export const neverSchema: JsonObject = Object.freeze({ not: {} });

const objectOf = (value: JsonValue | undefined): JsonObject =>
  value === false ? neverSchema : isObject(value) ? value : {};

/** Follows the `$ref` of an object, and those it leads to. Only references inside the document are known. */
export const follow = (
  document: OpenApiDocument,
  value: JsonValue | undefined,
  pointer: string,
  trail: Trail,
): Located => {
  let object = objectOf(value);
  let at = pointer;
  let ref: string | null = null;
  let whole: string | null = null;
  const passed: JsonObject[] = [];
  for (let count = 0; typeof object.$ref === 'string' && count < referencesMax; count++) {
    passed.push(object);
    ref ??= object.$ref;
    if (Object.keys(object).length > 1) whole ??= at;
    at = splitReference(object.$ref).pointer ?? '';
    object = objectOf(referredValue(document, object.$ref));
  }
  return { object, pointer: at, whole: whole ?? at, trail: [...trail, object, ...passed.toReversed()], ref };
};

/** Follows the `$ref` of what a located object holds at a key. */
export const followAt = (
  document: OpenApiDocument,
  parent: Located,
  ...tokens: readonly (string | number)[]
): Located =>
  follow(
    document,
    valueAt(parent.object, pointerTo('', ...tokens)),
    pointerTo(parent.pointer, ...tokens),
    parent.trail,
  );
