import type { Contract } from '../clauses/contract.ts';
import type { Operation } from '../contract/api-description.ts';
import { operationById } from '../contract/contract-index.ts';
import { jsonBodySchema } from '../contract/json-body-schema.ts';
import type { JsonObject, JsonValue } from '../document/document.ts';
import { arrayAt, objectAt } from '../document/document.ts';
import { isJsonMediaType } from '../document/media-type.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import { createReader, type MatchedRequest } from '../flaws/read-request.ts';
import { schemaValidator } from '../schema/schema-validator.ts';
import { sampleRequest, sampleSchemes } from './http/sample-request.ts';
import type { AcceptedCredentials } from './judge/credentials.ts';
import { permits } from './memory/permits.ts';
import { plainValue } from './memory/plain-value.ts';

/** Any will do where none was given to the mock. */
const anyCredentials = { token: 'any', apiKey: 'any' };

/** When what is made up happened. */
const someTime = new Date(0).toISOString();

/** Makes what gives a request that the mock accepts to each operation of a contract: the documented one, or one with a made-up body. */
export const createAcceptedRequest = (
  contract: Contract,
  accepted: AcceptedCredentials,
): ((operation: string) => MatchedRequest | undefined) => {
  const validator = schemaValidator(contract.document);
  const read = createReader(contract, '');

  const madeBody = (operation: Operation): JsonObject | null => {
    const schema = mergedSchema(contract.document, jsonBodySchema(operation) ?? undefined);
    const entries = arrayAt(schema, 'required')
      .map(String)
      .map((name) => {
        const property = mergedSchema(contract.document, objectAt(schema, 'properties')[name]);
        return [
          name,
          plainValue(property, someTime, (value: JsonValue) => permits(validator, property, value)) ?? null,
        ] as const;
      });
    const body = Object.fromEntries(entries);
    return permits(validator, schema, body) ? body : null;
  };

  const made = (operation: Operation): MatchedRequest | undefined => {
    const isKnown = operation.security.length === 0 || sampleSchemes(operation, accepted).length > 0;
    const { method, path, headers, body } = sampleRequest(operation, isKnown ? accepted : anyCredentials);
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const mediaType = operation.requestBody?.content.find(({ name }) => isJsonMediaType(name))?.name;
    const own = body === null && mediaType !== undefined ? madeBody(operation) : null;
    return (
      read(
        own === null || mediaType === undefined
          ? { method, url: path, headers: lower, body }
          : { method, url: path, headers: { ...lower, 'content-type': mediaType }, body: JSON.stringify(own) },
      ) ?? undefined
    );
  };

  const known = new Map<string, MatchedRequest | undefined>();
  return (id) => {
    const operation = operationById(contract, id);
    if (!known.has(id) && operation !== undefined) known.set(id, made(operation));
    return known.get(id);
  };
};
