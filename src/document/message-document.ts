import { arrayAt, isObject, type JsonObject, type JsonValue, type OpenApiDocument, objectAt } from './document.ts';
import { pointerTo, withValueAt } from './json-pointer.ts';
import { mergedSchema } from './merged-schema.ts';
import { type ObjectKind, visitObjects } from './openapi-walk.ts';
import { reachedObjects } from './reached-objects.ts';

/** The kinds of message that one document describes. */
export type MessageKind = 'request' | 'response';

/** The keyword by which a property belongs to the other kind of message alone. */
const foreignTo: Readonly<Record<MessageKind, 'readOnly' | 'writeOnly'>> = {
  request: 'readOnly',
  response: 'writeOnly',
};

/** The end of the way to a schema that speaks of the same value as the one in which it stands (JSON Schema 2020-12, core, 10.2). */
const inPlace = /\/(?:(?:allOf|anyOf|oneOf)\/\d+|dependentSchemas\/[^/]*|not|if|then|else)$/;

/** What a schema calls for by name, as values of its keywords, but for names that are foreign. */
const callsWithout = (schema: JsonObject, isForeign: (name: JsonValue) => boolean): readonly [string, JsonValue][] => {
  const own = (names: JsonValue): JsonValue =>
    Array.isArray(names) ? names.filter((name) => !isForeign(name)) : names;
  const dependent = Object.entries(objectAt(schema, 'dependentRequired')).map(([name, names]) => [name, own(names)]);
  const calls: [string, JsonValue][] = [
    ['required', own(arrayAt(schema, 'required'))],
    ['dependentRequired', Object.fromEntries(dependent)],
  ];
  return calls.filter(([key, kept]) => isObject(schema) && key in schema && isLess(kept, schema[key] ?? null));
};

const isLess = (kept: JsonValue, whole: JsonValue): boolean => JSON.stringify(kept) !== JSON.stringify(whole);

/** A part of a document, say a schema, in which nothing is required that belongs to the other kind of message. */
const withoutForeign = <Part extends JsonObject>(
  document: OpenApiDocument,
  part: Part,
  kind: ObjectKind,
  message: MessageKind,
): Part => {
  let changed: JsonValue | undefined = part;
  const propertiesAt = new Map<string, JsonObject>();
  const objects = kind === 'root' ? reachedObjects(part) : visitObjects(part, kind);
  for (const { kind: visited, object, pointer } of objects) {
    if (visited !== 'schema') continue;
    const around = inPlace.test(pointer) ? propertiesAt.get(pointer.replace(inPlace, '')) : undefined;
    const properties = { ...around, ...objectAt(mergedSchema(document, object), 'properties') };
    propertiesAt.set(pointer, properties);
    const isForeign = (name: JsonValue): boolean =>
      mergedSchema(document, properties[String(name)])[foreignTo[message]] === true;
    for (const [key, kept] of callsWithout(object, isForeign)) {
      changed = withValueAt(changed, pointerTo(pointer, key), kept);
    }
  }
  return changed as Part;
};

const known: Readonly<Record<MessageKind, WeakMap<OpenApiDocument, OpenApiDocument>>> = {
  request: new WeakMap(),
  response: new WeakMap(),
};

/**
 * A document as one kind of message is to keep it: a property that is `readOnly` and required is required in answers, one that
 * is `writeOnly` in requests. It is the very document where that makes no difference.
 */
export const messageDocument = (document: OpenApiDocument, message: MessageKind): OpenApiDocument => {
  const made = known[message].get(document) ?? withoutForeign(document, document, 'root', message);
  known[message].set(document, made);
  return made;
};

/** A schema as one kind of message is to keep it; the very schema where that makes no difference. */
export const messageSchema = (document: OpenApiDocument, schema: JsonObject, message: MessageKind): JsonObject =>
  messageDocument(document, message) === document ? schema : withoutForeign(document, schema, 'schema', message);
