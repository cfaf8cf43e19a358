import type { Operation } from '../../src/contract/api-description.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';

/** The media type in which bodies are sent to an operation: the first JSON one, whose schema they are made by; null where it takes none. */
export const sentMediaType = ({ requestBody }: Operation): string | null => {
  const content = requestBody?.content ?? [];
  return (content.find(({ name }) => isJsonMediaType(name)) ?? content[0])?.name ?? null;
};
