import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dialect } from './dialect.ts';

/** A request that was read to its end. */
export interface Received {
  readonly method: string;
  /** The path as it came, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
  /** Whether there were more bytes than are ever kept. */
  readonly overflowed: boolean;
}

/** What is to be answered. Without content there is no body. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: { readonly mediaType: string; readonly text: string };
}

/** More than any API here takes, so that a flood is counted but not kept. */
const keptBytesMax = 4_000_000;

/** Reads a request to its end, even where it is too long: who answers earlier makes the client fail while it still sends. */
export const receive = async (request: IncomingMessage): Promise<Received> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= keptBytesMax) chunks.push(chunk);
  }
  const [path = '', ...queries] = (request.url ?? '').split('?');
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method: request.method ?? '',
    path,
    query: new URLSearchParams(queries.join('?')),
    headers: Object.fromEntries(headers),
    bytes: Buffer.concat(chunks),
    overflowed: length > keptBytesMax,
  };
};

const nameWriters: Readonly<Record<Dialect['headerNames'], (name: string) => string>> = {
  'lower-case': (name) => name,
  'title-case': (name) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
  'upper-case': (name) => name.toUpperCase(),
};

/** How many parts a dripped body comes in: enough that no reader gets it at once. */
const drippedParts = 3;

const drip = async (response: ServerResponse, bytes: Buffer): Promise<void> => {
  const size = Math.max(1, Math.ceil(bytes.length / drippedParts));
  for (let start = 0; start < bytes.length; start += size) {
    response.write(bytes.subarray(start, start + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
};

/** Sends an answer in the way of a dialect; to HEAD without its body. */
export const send = async (
  response: ServerResponse,
  { status, headers = {}, content }: Answer,
  { dialect, method }: { readonly dialect: Dialect; readonly method: string },
): Promise<void> => {
  const bytes = content === undefined ? null : Buffer.from(content.text);
  const all: Record<string, string> = {
    ...headers,
    ...(content !== undefined && { 'content-type': content.mediaType }),
    ...(bytes !== null && dialect.transfer === 'length' && { 'content-length': String(bytes.length) }),
    ...(bytes === null && status !== 204 && { 'content-length': '0' }),
    ...(dialect.connections === 'closed' && { connection: 'close' }),
  };
  const name = nameWriters[dialect.headerNames];
  response.writeHead(status, Object.fromEntries(Object.entries(all).map(([key, value]) => [name(key), value])));
  if (bytes === null || method === 'HEAD') response.end();
  else if (dialect.transfer === 'dripped') await drip(response, bytes);
  else {
    // Written before the end, a body without a length comes in chunks.
    if (dialect.transfer === 'chunked') response.write(bytes);
    response.end(dialect.transfer === 'chunked' ? undefined : bytes);
  }
};
