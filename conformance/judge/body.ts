import type { JsonValue } from '../../src/contract/document.ts';
import { essenceOf } from '../../src/contract/media-type.ts';
import type { HttpResponse } from '../http/exchange.ts';

/** A body, read as JSON. */
export type ParsedBody = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false };

/** Reads an answer's body as JSON (RFC 8259). An empty or cut-off one is none. */
export const parseBody = (response: HttpResponse): ParsedBody => {
  if (response.truncated) return { ok: false };
  try {
    return { ok: true, value: JSON.parse(response.body) as JsonValue };
  } catch {
    return { ok: false };
  }
};

/** Gives the answer's media type without parameters; an empty string where it has none. */
export const mediaTypeOf = (response: HttpResponse): string => essenceOf(response.headers['content-type'] ?? '');
