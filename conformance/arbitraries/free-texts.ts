import type { Operation } from '../../src/contract/api-description.ts';
import { jsonBodySchema } from '../../src/contract/json-body-schema.ts';
import { isObject, type JsonValue, type OpenApiDocument, objectAt } from '../../src/document/document.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { isListed, itemSchema, propertySchema, schemaParts } from './schema-parts.ts';

/** The names of the texts in a value, or of a value that is one, which its schema doesn't list. */
const freeIn = (document: OpenApiDocument, schema: JsonValue, value: JsonValue, name: string): readonly string[] => {
  const parts = schemaParts(document, schema);
  if (isListed(parts)) return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => freeIn(document, itemSchema(parts, index), item, name));
  if (!isObject(value)) return typeof value === 'string' ? [name] : [];
  const isNamed = (inner: string): boolean => parts.some((part) => Object.hasOwn(objectAt(part, 'properties'), inner));
  return Object.entries(value).flatMap(([inner, part]) =>
    freeIn(document, propertySchema(parts, inner), part, isNamed(inner) ? inner : ''),
  );
};

/** The names of the texts in a request's query and body that were made up, and that a server may take for the name of something; an empty one for what the schemas don't name. */
export const freeTexts = (
  document: OpenApiDocument,
  operation: Operation,
  { parameters, body }: CallValues,
): readonly string[] => {
  const inQuery = operation.parameters.flatMap((parameter) => {
    const value = parameter.in === 'query' ? parameters[parameterKey(parameter)] : undefined;
    return value === undefined ? [] : freeIn(document, parameter.schema, value, parameter.name);
  });
  const schema = jsonBodySchema(operation);
  const inBody = schema === null || body === undefined ? [] : freeIn(document, schema, body, '');
  return [...new Set([...inQuery, ...inBody])];
};
