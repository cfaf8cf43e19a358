import { type JsonValue, type OpenApiDocument, objectAt } from '../document/document.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import { schemaLevelsMax } from '../document/schema-view.ts';

/** Returns from where a schema takes some of its values (`x-values`): a server may refuse what an example prints there. */
export const valuesFromElsewhere = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  depth = 0,
): readonly string[] => {
  if (depth > schemaLevelsMax) return [];
  const merged = mergedSchema(document, schema);
  const own = merged['x-values'];
  const children = [...Object.values(objectAt(merged, 'properties')), merged.items];
  return [
    ...(typeof own === 'string' ? [own] : []),
    ...children.flatMap((child) => (child === undefined ? [] : valuesFromElsewhere(document, child, depth + 1))),
  ];
};
