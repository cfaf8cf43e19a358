import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Contract } from '../../src/clauses/contract.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { GenerateError } from './generate-error.ts';

/** The mapping of a discriminator without what leads elsewhere: a name is a file to the library, and a URL is fetched. */
const ownMapping = (mapping: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(mapping).filter(([, to]) => typeof to === 'string' && to.startsWith('#')));

/**
 * A document without what would be read from files or the network: where an example is (`externalValue`), and where a discriminator
 * leads to outside of the document. Types need neither.
 */
const withoutOutside = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withoutOutside);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !(name === 'externalValue' && typeof inner === 'string'))
      .map(([name, inner]) => {
        const isDiscriminator = name === 'discriminator' && isObject(inner) && isObject(inner.mapping);
        return [
          name,
          isDiscriminator ? { ...inner, mapping: ownMapping(inner.mapping as JsonObject) } : withoutOutside(inner),
        ];
      }),
  );
};

/**
 * The TypeScript of a contract's paths, operations and components.
 *
 * A property with a default stays optional: whoever sends it may leave it out, and an answer's are listed in `required`.
 *
 * @throws {GenerateError} for a document that openapi-typescript can't read
 */
export const schemaTypes = async ({ id, document }: Contract): Promise<string> => {
  // The document is frozen, and openapi-typescript writes on what it gets.
  const copy = structuredClone(withoutOutside(document as JsonValue)) as unknown as OpenAPI3;
  try {
    return astToString(await openapiTS(copy, { silent: true, defaultNonNullable: false }));
  } catch (cause) {
    const { message } = cause as Error;
    throw new GenerateError(`${id}: openapi-typescript makes no types of it: ${message}`, { cause });
  }
};
