import { isObject, type JsonValue } from '../document/document.ts';
import { schemaValidator } from '../schema/schema-validator.ts';
import type { ApiDescription } from './api-description.ts';

/** Makes what tells the bodies of refusals from those of successes (`x-refusal`); null where the contract has no such word. */
export const refusalBody = (contract: ApiDescription): ((body: JsonValue) => boolean) | null => {
  if (contract.refusal === null) return null;
  const problemsOf = schemaValidator(contract.document).compile(contract.refusal);
  // What is no object has none of the properties that a refusal is known by, and so would satisfy any schema of them.
  return (body) => isObject(body) && problemsOf(body).length === 0;
};
