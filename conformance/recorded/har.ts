import { isUtf8 } from 'node:buffer';
import { isObject, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import type { HttpResponse } from '../../src/http/messages.ts';
import { isBodiless } from '../../src/http/statuses.ts';
import { readRegularFile } from '../../src/regular-file.ts';
import type { Exchange } from '../http/exchange.ts';
import { joinedFields } from '../http/header-fields.ts';
import { harBytesMax } from '../settings/limits.ts';

/** An exchange as a file of recorded traffic holds it. */
export interface Recorded {
  /** Its place in the file, from 0. */
  readonly entry: number;
  readonly exchange: Exchange;
  /** Whether the file holds the answer's whole body; recorders leave out what is large, or what a page never read. */
  readonly hasBody: boolean;
  /** Whether it holds the answer's headers. */
  readonly hasHeaders: boolean;
  /** Whether it tells the answer's media type, if only by what the recorder took it for. */
  readonly hasMediaType: boolean;
  /** The user and the password that stood in the URL, as they were written and decoded. */
  readonly user: readonly string[];
}

const next = 'Give a HAR 1.2 file, as browsers and proxies export it.';

const readText = async (file: string): Promise<string> => {
  const read = await readRegularFile(file, harBytesMax);
  if ('bytes' in read) return read.bytes.toString('utf8');
  throw new UsageError(`${file}: ${read.unreadable}. ${next}`);
};

const parse = (file: string, text: string): JsonValue => {
  try {
    // A byte order mark is permitted, and expected by some programs.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    // What stands there isn't shown: the file may be another one than was meant, and hold what is nobody's business.
    const [at] = /position \d+/.exec((cause as Error).message) ?? [];
    throw new UsageError(`${file} is not JSON${at === undefined ? '' : ` at ${at}`}. ${next}`, { cause });
  }
};

/** Reads headers: names in lower case, repeated ones joined, without those of an HTTP/2 frame. */
const headersOf = (list: JsonValue | undefined): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const header of Array.isArray(list) ? list : []) {
    if (!isObject(header) || typeof header.name !== 'string' || typeof header.value !== 'string') continue;
    const name = header.name.toLowerCase();
    if (name.startsWith(':')) continue;
    const known = headers[name];
    headers[name] = known === undefined ? header.value : joinedFields(name, [known, header.value]);
  }
  return headers;
};

const bytesOf = (content: JsonObject): Buffer | null => {
  if (typeof content.text !== 'string') return null;
  return Buffer.from(content.text, content.encoding === 'base64' ? 'base64' : 'utf8');
};

/** Reads a body. Only what is written in Base64 is known byte by byte. */
const bodyOf = (
  { encoding }: JsonObject,
  bytes: Buffer | null,
): Pick<HttpResponse, 'body' | 'truncated' | 'isUtf8'> => ({
  body: bytes?.toString('utf8') ?? '',
  truncated: false,
  ...(bytes !== null && encoding === 'base64' && { isUtf8: isUtf8(bytes) }),
});

const part = (entry: JsonObject, name: string): JsonObject => (isObject(entry[name]) ? entry[name] : {});

/** Whether a file holds the whole body of an answer: recorders write nothing, or a part, of what they don't keep. */
const holdsBody = (
  status: number,
  headers: Readonly<Record<string, string>>,
  { size }: JsonObject,
  bytes: Buffer | null,
): boolean => {
  if (isBodiless(status) || headers['content-length'] === '0') return true;
  if (bytes === null || bytes.length === 0) return false;
  return typeof size !== 'number' || bytes.length >= size;
};

/** What recorders write for a media type that they don't know. */
const unknownTypes = ['', 'x-unknown'];

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The user and the password of a URL, which are a credential, as they are written and decoded. */
const userOf = (text: string): readonly string[] => {
  const { username, password } = new URL(text);
  return [username, password].filter((one) => one !== '').flatMap((one) => [one, decoded(one)]);
};

/** The URL without a user and a password. */
const withoutUser = (text: string): string => {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
};

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
  const bytes = bytesOf(content);
  const listed = headersOf(response.headers);
  const hasHeaders = Object.keys(listed).length > 0;
  const { mimeType } = content;
  const hasType = typeof mimeType === 'string' && !unknownTypes.includes(mimeType);
  const headers = hasHeaders || !hasType ? listed : { 'content-type': mimeType };
  // Recorders write 0 or -1 where there was no answer.
  const isAnswered = status >= 100;
  return {
    entry,
    hasHeaders,
    hasMediaType: hasHeaders || hasType,
    hasBody: holdsBody(status, listed, content, bytes),
    user: userOf(url),
    exchange: {
      request: {
        method: method.toUpperCase(),
        url: withoutUser(url),
        headers: headersOf(request.headers),
        body: bytesOf(part(request, 'postData'))?.toString('utf8') ?? null,
      },
      response: isAnswered ? { status, headers, ...bodyOf(content, bytes) } : null,
      failure: isAnswered ? null : { kind: 'closed', message: 'gave no answer' },
      durationMs: typeof one.time === 'number' ? one.time : 0,
    },
  };
};

/** What a file of recorded traffic holds. */
export interface Recording {
  readonly exchanges: readonly Recorded[];
  /** How many entries there are, those included that can't be read. */
  readonly entries: number;
}

/**
 * Reads a file of recorded traffic (HTTP Archive 1.2). An entry that can't be read is left out.
 * Throws a UsageError that names the place where none can be.
 */
export const readHar = async (file: string): Promise<Recording> => {
  const har = parse(file, await readText(file));
  const entries = part(isObject(har) ? har : {}, 'log').entries;
  if (!Array.isArray(entries)) throw new UsageError(`${file}: log.entries is no list. ${next}`);
  const mistakes: UsageError[] = [];
  const exchanges = entries.flatMap((entry, index): Recorded[] => {
    try {
      return [recordedOf(file, entry, index)];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      mistakes.push(error);
      return [];
    }
  });
  const [mistake] = mistakes;
  if (mistake !== undefined && exchanges.length === 0) throw mistake;
  return { exchanges, entries: entries.length };
};
