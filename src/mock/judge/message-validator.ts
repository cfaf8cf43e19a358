import { statedRequired } from '../../contract/stated-required.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  type Schema,
} from '../../document/document.ts';
import { type MessageKind, messageDocument } from '../../document/message-document.ts';
import { type SchemaValidator, schemaValidator, type Validate } from '../../schema/schema-validator.ts';

/** Makes what finds what is wrong with a value by a schema. */
export type ValidateMessage = (schema: Schema) => Validate;

/** A copy, all the way down, in which each schema requires the properties that it is told to. */
const withRequired = (value: JsonValue, requiredBy: (schema: JsonObject) => readonly string[]): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => withRequired(item, requiredBy));
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withRequired(item, requiredBy)]));
  return Array.isArray(copy.required) ? { ...copy, required: requiredBy(copy) } : copy;
};

/** A document for a server that takes what it may refuse: a property whose `required` is MAY can be left out. */
export const lenientDocument = (document: OpenApiDocument): OpenApiDocument =>
  withRequired(document, (schema) => statedRequired(document, schema)) as OpenApiDocument;

/**
 * Judges the values of one kind of message by the schemas of a document, as a lenient server does. A schema is compiled once, when
 * it is first needed: many a mock is sent nothing.
 */
export const messageValidator = (document: OpenApiDocument, message: MessageKind): ValidateMessage => {
  const validators = new Map<Schema, Validate>();
  let validator: SchemaValidator | undefined;
  return (schema) => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    validator ??= schemaValidator(lenientDocument(messageDocument(document, message)));
    const validate = validator.compile(schema);
    validators.set(schema, validate);
    return validate;
  };
};
