import type { OpenApiDocument } from './document.ts';
import { reachedObjects } from './reached-objects.ts';

/**
 * Words of schemas that mean nothing in JSON Schema 2020-12 or OpenAPI 3.1, where an unknown word is an annotation without effect
 * (core, 6.5), and that a library acts upon all the same.
 */
const foreignWords = [
  // Ajv throws where it stands without a type; Ajv, Prism and openapi-typescript add null to the type beside it (OpenAPI 3.0).
  'nullable',
  // Prism does as much.
  'x-nullable',
  // Ajv makes a promise of each verdict.
  '$async',
  // Ajv throws; Prism takes it for $id (draft 4).
  'id',
  // Ajv judges by them (drafts 7 and 2019-09).
  'dependencies',
  'additionalItems',
  '$recursiveRef',
  '$recursiveAnchor',
  // Only dialects are left that are read in any case, and Ajv doesn't know all of them by name (`dialects.ts`).
  '$schema',
] as const;

/** Takes the words without meaning out of every schema of a document of ours. It is changed, since nobody else has seen it yet. */
export const removeForeignWords = (document: OpenApiDocument): void => {
  for (const { kind, object } of reachedObjects(document)) {
    if (kind === 'schema') for (const word of foreignWords) delete (object as Record<string, unknown>)[word];
  }
};
