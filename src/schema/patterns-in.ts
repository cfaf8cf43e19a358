import { isObject, type JsonValue, type OpenApiDocument } from '../document/document.ts';
import { pointerTo } from '../document/json-pointer.ts';
import { visitObjects } from '../document/openapi-walk.ts';
import { reachedObjects } from '../document/reached-objects.ts';
import { referredValue } from '../document/schema-view.ts';

/** The patterns that one schema states itself: of texts, and of names. */
const ownPatterns = (schema: JsonValue): readonly string[] => {
  if (!isObject(schema)) return [];
  const names = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  return typeof schema.pattern === 'string' ? [schema.pattern, ...names] : names;
};

/** Every pattern that a schema depends on, with those of what it refers to. */
export const patternsIn = (document: OpenApiDocument, schema: JsonValue | undefined): ReadonlySet<string> => {
  const found = new Set<string>();
  const referred = new Set<string>();
  const visit = (from: JsonValue | undefined): void => {
    for (const { object } of visitObjects(from, 'schema')) {
      for (const pattern of ownPatterns(object)) found.add(pattern);
      const { $ref } = object;
      if (typeof $ref !== 'string' || referred.has($ref)) continue;
      referred.add($ref);
      visit(referredValue(document, $ref));
    }
  };
  visit(schema);
  return found;
};

/** Where a document first states a pattern, as a JSON Pointer; null where it doesn't. */
export const placeOfPattern = (document: OpenApiDocument, pattern: string): string | null => {
  for (const { kind, object, pointer } of reachedObjects(document)) {
    if (kind !== 'schema') continue;
    if (object.pattern === pattern) return pointerTo(pointer, 'pattern');
    if (isObject(object.patternProperties) && Object.hasOwn(object.patternProperties, pattern))
      return pointerTo(pointer, 'patternProperties', pattern);
  }
  return null;
};
