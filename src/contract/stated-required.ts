import { arrayAt, type JsonObject, type OpenApiDocument, objectAt } from '../document/document.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import { levelOf } from './provenance.ts';

/** The properties that a schema requires, but for those of which it is left open (`x-level`: required is MAY). */
export const statedRequired = (document: OpenApiDocument, schema: JsonObject): readonly string[] => {
  const properties = objectAt(schema, 'properties');
  return arrayAt(schema, 'required')
    .map(String)
    .filter((name) => levelOf([mergedSchema(document, properties[name])], 'required') !== 'MAY');
};
