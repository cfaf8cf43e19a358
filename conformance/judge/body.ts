import { essenceOf } from '../../src/contract/media-type.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { type ParsedJson, parseJson } from '../http/parse-json.ts';

/** Reads an answer's body as JSON. A cut-off one is none. */
export const parseBody = (response: HttpResponse): ParsedJson =>
  response.truncated ? { ok: false } : parseJson(response.body);

/** Gives the answer's media type without parameters; an empty string where it has none. */
export const mediaTypeOf = (response: HttpResponse): string => essenceOf(response.headers['content-type'] ?? '');
