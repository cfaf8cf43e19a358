import type { OpenApiDocument } from '../document/document.ts';
import { pointerTo } from '../document/json-pointer.ts';
import { reachedObjects } from '../document/reached-objects.ts';
import { schemaValidator } from './schema-validator.ts';

/** Something that is wrong with a schema of a document. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly message: string;
  readonly next: string;
}

/** Keywords by which schemas are named, and referred to by name. */
const naming = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef'];

/** Finds keywords that JSON Schema 2020-12 doesn't permit, say a misspelt type: they would promise nothing without a word. */
export const schemaProblems = (document: OpenApiDocument): readonly SchemaProblem[] => {
  const validator = schemaValidator(document);
  const problems = new Map<string, SchemaProblem>();
  for (const { kind, object, pointer } of reachedObjects(document)) {
    if (kind !== 'schema') continue;
    for (const keyword of naming.filter((name) => object[name] !== undefined)) {
      const message = `This schema has ${keyword}, but references are read by JSON Pointer only.`;
      const next = `Leave out ${keyword}, and refer to schemas by their places: #/components/schemas/….`;
      problems.set(pointerTo(pointer, keyword), { pointer: pointerTo(pointer, keyword), message, next });
    }
    for (const mistake of validator.mistakesIn(object)) {
      const place = pointer + mistake.pointer;
      // One mistake fails several keywords of the meta-schema; the first says it best.
      if (problems.has(place)) continue;
      const message = `This schema is not valid JSON Schema: it ${mistake.message}.`;
      problems.set(place, { pointer: place, message, next: 'See JSON Schema 2020-12, validation.' });
    }
  }
  return [...problems.values()];
};
