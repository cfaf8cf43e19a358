import type { Operation } from '../contract/contract.ts';
import type { JsonValue, OpenApiDocument } from '../contract/document.ts';
import { documentedResponse } from '../contract/documented-response.ts';
import { pointerTokens } from '../contract/json-pointer.ts';
import { essenceOf } from '../contract/media-type.ts';
import { messageDocument } from '../contract/message-document.ts';
import { type SchemaValidator, schemaValidator } from '../contract/schema-validator.ts';
import { violationsOf } from './memory/permits.ts';
import type { ApiAnswer } from './outcome.ts';

/** Makes what says which patterns an answer of Prism's breaks, since Prism isn't shown all of them. */
export const createPatternsBroken = (document: OpenApiDocument) => {
  let validator: SchemaValidator | undefined;
  return (operation: Operation, { status, headers, body }: ApiAnswer): readonly string[] => {
    const type = essenceOf(headers['content-type'] ?? '');
    const content = documentedResponse(operation, status)?.content.find(({ name }) => essenceOf(name) === type);
    if (body === undefined || content === undefined) return [];
    validator ??= schemaValidator(messageDocument(document, 'response'));
    return violationsOf(validator, content.schema, body as JsonValue)
      .filter(({ keyword }) => keyword === 'pattern')
      .map(({ pointer, message }) => `${['body', ...pointerTokens(pointer)].join('.')} ${message}`);
  };
};
