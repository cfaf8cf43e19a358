import {
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../../src/document/document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { propertySchema, type SchemaParts } from './schema-parts.ts';

const componentPlace = '#/components/schemas/';

/** The value that names a branch of a choice: by its key in the mapping, else by the name of its component; null where it has neither. */
const nameOf = (discriminator: JsonObject, branch: JsonValue): string | null => {
  const ref = isObject(branch) ? branch.$ref : undefined;
  if (typeof ref !== 'string') return null;
  const component = ref.startsWith(componentPlace) ? ref.slice(componentPlace.length) : null;
  const mapped = Object.entries(objectAt(discriminator, 'mapping')).find(
    ([, meant]) => meant === ref || meant === component,
  );
  return mapped?.[0] ?? component;
};

/**
 * What a `discriminator` asks for beside a branch of `oneOf` or `anyOf`: without the value that names the branch, no schema can be
 * determined (OpenAPI 3.1.1, 4.8.25). Null where there is none, or where the schemas say something else of that property: they go first.
 */
export const discriminated = (
  document: OpenApiDocument,
  choice: JsonObject,
  { branch, kept }: { readonly branch: JsonValue; readonly kept: SchemaParts },
): JsonObject | null => {
  const { discriminator } = choice;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return null;
  const { propertyName } = discriminator;
  const name = nameOf(discriminator, branch);
  if (name === null) return null;
  const said = propertySchema(kept, propertyName) as JsonObject | boolean;
  if (schemaValidator(document).compile(said)(name).length > 0) return null;
  return { properties: { [propertyName]: { const: name } }, required: [propertyName] };
};
