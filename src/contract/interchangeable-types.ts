import { isJsonMediaType, isMediaRange } from '../document/media-type.ts';
import type { Operation } from './api-description.ts';

/** The JSON media types of an operation's request body whose schema is that of the first: what is right in one is right in all. */
export const interchangeableTypes = ({ requestBody }: Operation): readonly string[] => {
  const content = (requestBody?.content ?? []).filter(({ name }) => isJsonMediaType(name) && !isMediaRange(name));
  return content.filter(({ pointer }) => pointer === content[0]?.pointer).map(({ name }) => name);
};
