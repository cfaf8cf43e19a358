import type { Dialect } from './dialect.ts';
import type { Received } from './http.ts';
import type { Api, Refusal } from './operation.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A media type without its parameters, in lower case. */
export const essence = (mediaType: string | undefined): string =>
  (mediaType ?? '').replace(/;.*$/s, '').trim().toLowerCase();

/** Reads the JSON of a body; undefined where there is none. */
export const readBody = (
  { headers, bytes, overflowed }: Received,
  { bodyMediaTypes, bodyBytesMax }: Pick<Api, 'bodyMediaTypes' | 'bodyBytesMax'>,
  { otherMediaType, undeclaredJson }: Pick<Dialect, 'otherMediaType' | 'undeclaredJson'>,
): { readonly body: unknown } | { readonly refusal: Refusal } => {
  const refuse = (reason: Refusal['reason'], message: string) => ({ refusal: { reason, message } });
  if (overflowed || bytes.length > bodyBytesMax) return refuse('too-large', 'The body is too large.');
  if (bytes.length === 0) return { body: undefined };
  const mediaType = essence(headers['content-type']);
  if (mediaType !== '' && !bodyMediaTypes.includes(mediaType) && undeclaredJson === 'refused')
    return refuse(otherMediaType === '415' ? 'media-type' : 'malformed', 'The body has to be JSON, and to say so.');
  try {
    return { body: JSON.parse(utf8.decode(bytes)) as unknown };
  } catch {
    return refuse('malformed', 'The body is no JSON.');
  }
};
