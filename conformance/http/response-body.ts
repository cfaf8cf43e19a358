import { essenceOf } from '../../src/document/media-type.ts';
import type { HttpResponse } from '../../src/http/messages.ts';
import { type ParsedJson, parseJson } from './parse-json.ts';

/** One entry for each response that is still in use: the judge, the search for ids and the search for secrets all read it. */
const parsedBodies = new WeakMap<object, ParsedJson>();

/** Parses the text of a response body as JSON, once for each response, even where `parseBody` takes it for no JSON. */
export const parseBodyText = (response: Pick<HttpResponse, 'body'>): ParsedJson => {
  const parsed = parsedBodies.get(response) ?? parseJson(response.body);
  parsedBodies.set(response, parsed);
  return parsed;
};

/** Parses a response body as JSON. A body that was cut off is not JSON, nor is one that isn't in UTF-8 (RFC 8259, 8.1). */
export const parseBody = (response: HttpResponse): ParsedJson =>
  response.truncated || response.isUtf8 === false ? { ok: false } : parseBodyText(response);

/** The media type of a response without its parameters; an empty string where it has none. */
export const mediaTypeOf = (response: HttpResponse): string => essenceOf(response.headers['content-type'] ?? '');
