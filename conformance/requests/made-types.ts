import type { MediaType, Operation } from '../../src/contract/api-description.ts';
import type { OpenApiDocument } from '../../src/document/document.ts';
import { describingMediaTypes, isJsonMediaType, isMediaRange } from '../../src/document/media-type.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';

/** What bodies are sent as where a contract names a range: what any server takes for JSON, or else something that has no meaning of its own. */
const sendable = ['application/json', 'application/vnd.example+json'] as const;

/** Whether a schema takes objects or lists, which can be written as JSON, and no texts, by which any bytes may be meant. */
const isStructured = (document: OpenApiDocument, { schema }: MediaType): boolean => {
  const types = [mergedSchema(document, schema).type].flat();
  return types.some((type) => type === 'object' || type === 'array') && !types.includes('string');
};

/** Returns, for each range of media types that an operation takes JSON in, the one that is sent for it. None is where JSON is documented by name. */
export const madeTypes = (document: OpenApiDocument, { requestBody }: Operation): ReadonlyMap<string, string> => {
  const content = requestBody?.content ?? [];
  const names = content.map(({ name }) => name);
  const isJsonNamed = names.some(isJsonMediaType);
  return new Map(
    content.flatMap((one): [string, string][] => {
      const { name } = one;
      const isMeant = isJsonMediaType(name) || (!isJsonNamed && isStructured(document, one));
      if (!isMediaRange(name) || !isMeant) return [];
      const made = sendable.find((sent) => describingMediaTypes(names, sent).includes(name));
      return made === undefined ? [] : [[name, made]];
    }),
  );
};
