import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Contract } from '../../src/clauses/contract.ts';

/**
 * The TypeScript of a contract's paths, operations and components.
 *
 * A property with a default stays optional: whoever sends it may leave it out, and an answer's are listed in `required`.
 */
export const schemaTypes = async ({ document }: Contract): Promise<string> => {
  // The document is frozen, and openapi-typescript writes on what it gets.
  const copy = structuredClone(document) as unknown as OpenAPI3;
  return astToString(await openapiTS(copy, { silent: true, defaultNonNullable: false }));
};
