import type { Operation } from './api-description.ts';
import type { JsonValue, Schema } from './document.ts';
import { isJsonMediaType } from './media-type.ts';

const asJson = (schema: Schema): JsonValue => schema;

/** The schema of an operation's JSON body, or null where it takes none. */
export const jsonBodySchema = (operation: Operation): JsonValue | null => {
  const mediaType = operation.requestBody?.content.find(({ name }) => isJsonMediaType(name));
  return mediaType === undefined ? null : asJson(mediaType.schema);
};
