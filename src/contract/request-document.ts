import { arrayAt, type JsonObject, type JsonValue, type OpenApiDocument, objectAt } from './document.ts';
import { pointerTo, withValueAt } from './json-pointer.ts';
import { mergedSchema } from './merged-schema.ts';
import { type ObjectKind, visitObjects } from './openapi-walk.ts';

/** Says whether what a schema describes is set by the server alone. */
const isReadOnly = (document: OpenApiDocument, schema: JsonValue | undefined): boolean =>
  mergedSchema(document, schema).readOnly === true;

/** Gives a part of a document, say a schema, in which nothing is required that is `readOnly` there. */
const withoutReadOnly = <Part extends JsonObject>(document: OpenApiDocument, part: Part, kind: ObjectKind): Part => {
  let changed: JsonValue | undefined = part;
  for (const { kind: visited, object, pointer } of visitObjects(part, kind)) {
    if (visited !== 'schema') continue;
    const properties = objectAt(mergedSchema(document, object), 'properties');
    const allOf = arrayAt(object, 'allOf').map((one, index) => [pointerTo(pointer, 'allOf', index), one] as const);
    for (const [at, one] of [[pointer, object] as const, ...allOf]) {
      const names = arrayAt(one, 'required');
      const kept = names.filter((name) => !isReadOnly(document, properties[String(name)]));
      if (kept.length < names.length) changed = withValueAt(changed, pointerTo(at, 'required'), kept);
    }
  }
  return changed as Part;
};

const known = new WeakMap<OpenApiDocument, OpenApiDocument>();

/**
 * Gives a document as requests are to keep it: a property that is `readOnly` and required is required in answers. It is the very
 * document where that makes no difference.
 */
export const requestDocument = (document: OpenApiDocument): OpenApiDocument => {
  const made = known.get(document) ?? withoutReadOnly(document, document, 'root');
  known.set(document, made);
  return made;
};

/** Gives a schema as requests are to keep it. */
export const requestSchema = (document: OpenApiDocument, schema: JsonObject): JsonObject =>
  requestDocument(document) === document ? schema : withoutReadOnly(document, schema, 'schema');
