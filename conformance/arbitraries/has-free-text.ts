import type { Operation } from '../../src/contract/contract.ts';
import { isObject, type JsonValue, type OpenApiDocument } from '../../src/contract/document.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { jsonBodySchema } from './ordinary-call.ts';
import { itemSchema, propertySchema, schemaParts } from './schema-parts.ts';

/** Says whether a value is, or holds, a text that its schema doesn't list. */
const isFree = (document: OpenApiDocument, schema: JsonValue, value: JsonValue): boolean => {
  const parts = schemaParts(document, schema);
  if (parts.some(({ enum: list, const: one }) => list !== undefined || one !== undefined)) return false;
  if (Array.isArray(value)) return value.some((item, index) => isFree(document, itemSchema(parts, index), item));
  if (!isObject(value)) return typeof value === 'string';
  return Object.entries(value).some(([name, inner]) => isFree(document, propertySchema(parts, name), inner));
};

/** Says whether a request bears a text in its query or its body that was made up, and that a server may take for the name of something. */
export const hasFreeText = (
  document: OpenApiDocument,
  operation: Operation,
  { parameters, body }: CallValues,
): boolean => {
  const inQuery = operation.parameters.some((parameter) => {
    const value = parameter.in === 'query' ? parameters[parameterKey(parameter)] : undefined;
    return value !== undefined && isFree(document, parameter.schema, value);
  });
  const schema = jsonBodySchema(operation);
  return inQuery || (schema !== null && body !== undefined && isFree(document, schema, body));
};
