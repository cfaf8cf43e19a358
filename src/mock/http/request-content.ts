import { MIMEType } from 'node:util';
import type { JsonValue } from '../../document/document.ts';
import { jsonDepthMax, jsonValueOf, nestsDeeperThan } from '../../document/json-text.ts';
import { isJsonMediaType } from '../../document/media-type.ts';
import { weightOfJson } from '../memory/weight.ts';
import { parsedBytesMax } from '../settings/limits.ts';
import type { BodyTrouble, MockRequest } from './http-messages.ts';

/** What a request's body turned out to be. */
export type RequestContent =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: JsonValue; readonly bytes: number }
  | { readonly kind: 'text'; readonly value: string; readonly bytes: number }
  | ({ readonly kind: 'trouble' } & BodyTrouble);

/** How many bytes one of a JSON text may take in memory, at the worst: below that, a body needn't be weighed. */
const heaviestByte = 34;

/** Reads a request's body by its Content-Type. A body of no bytes is none, whatever its type: clients set one out of habit. */
export const readContent = ({ body, headers, trouble }: MockRequest): RequestContent => {
  if (trouble !== null) return { kind: 'trouble', ...trouble };
  if (body === null || body.length === 0) return { kind: 'none' };
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    return unsupported(`The Content-Encoding ${JSON.stringify(encoding)} is not understood; send the body as it is`);
  }
  const contentType = headers['content-type'];
  if (contentType === undefined) return unsupported('The request has a body but no Content-Type');
  if (!isMediaType(contentType)) {
    return unsupported(`The Content-Type ${JSON.stringify(contentType)} is no media type`);
  }
  if (body.length > parsedBytesMax / heaviestByte && weightOfJson(body) > parsedBytesMax)
    return { kind: 'trouble', status: 413, reason: 'The request body takes more memory than the mock has for one' };
  const text = decode(body);
  if (!isJsonMediaType(contentType))
    return { kind: 'text', value: text ?? body.toString('latin1'), bytes: body.length };
  if (text === null) return malformed('The request body is not valid UTF-8');
  if (nestsDeeperThan(text, jsonDepthMax))
    return malformed(`The request body nests deeper than ${jsonDepthMax} levels`);
  return parse(text, body.length);
};

/** The JSON value of what a body turned out to be, or undefined: text that happens to be JSON counts, whatever it is called. */
export const contentValue = (content: RequestContent): JsonValue | undefined => {
  if (content.kind === 'json') return content.value;
  const isReadable = content.kind === 'text' && !nestsDeeperThan(content.value, jsonDepthMax);
  return isReadable ? jsonValueOf(content.value) : undefined;
};

const unsupported = (reason: string): RequestContent => ({ kind: 'trouble', status: 415, reason });
const malformed = (reason: string): RequestContent => ({ kind: 'trouble', status: 400, reason });

const isMediaType = (contentType: string): boolean => {
  try {
    return new MIMEType(contentType).essence !== '';
  } catch {
    return false;
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const decode = (body: Buffer): string | null => {
  try {
    return utf8.decode(body);
  } catch {
    return null;
  }
};

const parse = (text: string, bytes: number): RequestContent => {
  try {
    return { kind: 'json', value: JSON.parse(text) as JsonValue, bytes };
  } catch (error) {
    // Only the place, since the rest of the message quotes the body.
    const [place] = /at position \d+/.exec((error as Error).message) ?? [];
    return malformed(`The request body is not well-formed JSON${place === undefined ? '' : ` (${place})`}`);
  }
};
