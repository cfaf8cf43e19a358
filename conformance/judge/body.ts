import { essenceOf } from '../../src/contract/media-type.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { type ParsedJson, parseJson } from '../http/parse-json.ts';

/** Reads an answer's body as JSON. A cut-off one is none, nor is one that isn't in UTF-8 (RFC 8259, 8.1). */
export const parseBody = ({ body, truncated, isUtf8 = true }: HttpResponse): ParsedJson =>
  truncated || !isUtf8 ? { ok: false } : parseJson(body);

/** Gives the answer's media type without parameters; an empty string where it has none. */
export const mediaTypeOf = (response: HttpResponse): string => essenceOf(response.headers['content-type'] ?? '');
