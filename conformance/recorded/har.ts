import { readFile, stat } from 'node:fs/promises';
import { isObject, type JsonObject, type JsonValue } from '../../src/contract/document.ts';
import { UsageError } from '../../src/contract/usage-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { harBytesMax } from '../limits.ts';

/** An exchange as a file of recorded traffic holds it. */
export interface Recorded {
  /** Its place in the file, from 0. */
  readonly entry: number;
  readonly exchange: Exchange;
  /** Whether the file holds the answer's body; recorders leave out what is large, or what a page never read. */
  readonly hasBody: boolean;
  /** Whether it holds the answer's headers. */
  readonly hasHeaders: boolean;
}

const next = 'Give a HAR 1.2 file, as browsers and proxies export it.';

const readText = async (file: string): Promise<string> => {
  try {
    const { size } = await stat(file);
    if (size > harBytesMax)
      throw new UsageError(`${file} has ${size} bytes; ${harBytesMax} are read at most. Record less at a time.`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'There is no such file' : `It cannot be read (${code ?? 'unknown error'})`;
    throw new UsageError(`${file}: ${reason}. ${next}`, { cause });
  }
};

const parse = (file: string, text: string): JsonValue => {
  try {
    // A byte order mark is permitted, and expected by some programs.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError(`${file} is not JSON: ${(cause as Error).message}. ${next}`, { cause });
  }
};

/** Headers of an HTTP/2 frame rather than of a request, and what differs each time a request is sent. */
const isOfTheWire = (name: string): boolean => name.startsWith(':') || ['host', 'content-length'].includes(name);

/** Reads headers: names in lower case, repeated ones joined. Cookies are left out: no contract here speaks of them, and they are secrets. */
const headersOf = (list: JsonValue | undefined): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const header of Array.isArray(list) ? list : []) {
    if (!isObject(header) || typeof header.name !== 'string' || typeof header.value !== 'string') continue;
    const name = header.name.toLowerCase();
    if (isOfTheWire(name) || ['cookie', 'set-cookie'].includes(name)) continue;
    headers[name] = headers[name] === undefined ? header.value : `${headers[name]}, ${header.value}`;
  }
  return headers;
};

const textOf = (content: JsonObject): string | null => {
  if (typeof content.text !== 'string') return null;
  return content.encoding === 'base64' ? Buffer.from(content.text, 'base64').toString('utf8') : content.text;
};

const part = (entry: JsonObject, name: string): JsonObject => (isObject(entry[name]) ? entry[name] : {});

const recordedOf = (file: string, value: JsonValue, entry: number): Recorded => {
  const one = isObject(value) ? value : {};
  const [request, response] = [part(one, 'request'), part(one, 'response')];
  const { method, url } = request;
  const { status } = response;
  const wrong = (place: string, what: string): UsageError =>
    new UsageError(`${file}: log.entries[${entry}].${place} is no ${what}. ${next}`);
  if (typeof method !== 'string') throw wrong('request.method', 'text');
  if (typeof url !== 'string' || !URL.canParse(url)) throw wrong('request.url', 'URL');
  if (typeof status !== 'number') throw wrong('response.status', 'number');
  const content = part(response, 'content');
  const body = textOf(content);
  const listed = headersOf(response.headers);
  const hasHeaders = Object.keys(listed).length > 0;
  const { mimeType } = content;
  const headers = hasHeaders || typeof mimeType !== 'string' ? listed : { 'content-type': mimeType };
  return {
    entry,
    hasHeaders,
    hasBody: body !== null || content.size === 0,
    exchange: {
      request: {
        method: method.toUpperCase(),
        url,
        headers: headersOf(request.headers),
        body: textOf(part(request, 'postData')),
      },
      // Recorders write 0 where there was no answer.
      response: status === 0 ? null : { status, headers, body: body ?? '', truncated: false },
      failure: status === 0 ? { kind: 'closed', message: 'gave no answer' } : null,
      durationMs: typeof one.time === 'number' ? one.time : 0,
    },
  };
};

/** Reads a file of recorded traffic (HTTP Archive 1.2). Throws a UsageError that names the place of what can't be read. */
export const readHar = async (file: string): Promise<readonly Recorded[]> => {
  const har = parse(file, await readText(file));
  const entries = part(isObject(har) ? har : {}, 'log').entries;
  if (!Array.isArray(entries)) throw new UsageError(`${file}: log.entries is no list. ${next}`);
  return entries.map((entry, index) => recordedOf(file, entry, index));
};
