import type { JsonValue, Schema } from '../document/document.ts';
import { isJsonMediaType } from '../document/media-type.ts';
import type { Operation } from './api-description.ts';

const asJson = (schema: Schema): JsonValue => schema;

/** The schema of an operation's JSON body, or null where it takes none. */
export const jsonBodySchema = (operation: Operation): JsonValue | null => {
  const mediaType = operation.requestBody?.content.find(({ name }) => isJsonMediaType(name));
  return mediaType === undefined ? null : asJson(mediaType.schema);
};
