import type { JsonObject } from './document.ts';
import { valueAt } from './json-pointer.ts';
import { type ObjectKind, type Visited, visitObjects } from './openapi-walk.ts';
import { splitReference } from './reference-places.ts';

/**
 * Visits every OpenAPI object of a bundled document once: where one may stand, and where a reference leads to another place, such as
 * `definitions`, whose own objects are found by no other way.
 */
export function* reachedObjects(document: JsonObject): Generator<Visited> {
  const places: { readonly pointer: string; readonly kind: ObjectKind }[] = [{ pointer: '', kind: 'root' }];
  const seen = new Set<string>();
  for (const place of places) {
    if (seen.has(place.pointer)) continue;
    for (const visited of visitObjects(valueAt(document, place.pointer), place.kind, place.pointer)) {
      if (seen.has(visited.pointer)) continue;
      seen.add(visited.pointer);
      yield visited;
      const { $ref } = visited.object;
      const { path, pointer } = splitReference(typeof $ref === 'string' ? $ref : '#');
      if (path === '' && pointer !== null && pointer !== '') places.push({ pointer, kind: visited.kind });
    }
  }
}
