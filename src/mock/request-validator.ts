import type { OpenApiDocument, Schema } from '../contract/document.ts';
import { messageDocument } from '../contract/message-document.ts';
import { type SchemaValidator, schemaValidator, type Validate } from '../contract/schema-validator.ts';
import { lenientDocument } from './lenient-document.ts';

/** Makes what says what is wrong with a value of a schema. */
export type ValidateRequest = (schema: Schema) => Validate;

/**
 * What is wrong with a value that a request sends, by a schema of a document, as a lenient server judges it: a property whose
 * `required` is MAY can be left out, and so can a read-only one. Nothing is made before it is needed: many a mock is sent nothing.
 */
export const requestValidator = (document: OpenApiDocument): ValidateRequest => {
  const validators = new Map<Schema, Validate>();
  let validator: SchemaValidator | undefined;
  return (schema) => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    validator ??= schemaValidator(lenientDocument(messageDocument(document, 'request')));
    const validate = validator.compile(schema);
    validators.set(schema, validate);
    return validate;
  };
};
