import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { essenceOf } from '../../src/document/media-type.ts';
import type { HttpRequest, HttpResponse } from '../../src/http/messages.ts';
import { cleanUpPatienceMsMax, responseBytesMax } from '../settings/limits.ts';
import { decodeBody } from './decode-body.ts';
import type { Exchange, HttpFailure } from './exchange.ts';
import { joinedFields } from './header-fields.ts';

/** Sends requests to one target. */
export interface Sender {
  /** Sends one request. Never throws for what the target does. */
  send(request: HttpRequest): Promise<Exchange>;
  close(): Promise<void>;
}

/** What keeps a request from being sent at all, be it the target's fault, the network's or that of this machine. */
const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'EADDRNOTAVAIL',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
];

/** What Node.js throws before anything is sent, since HTTP can't carry it: that is nobody's fault but ours. */
const unwritable = ['ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN', 'ERR_UNESCAPED_CHARACTERS', 'ERR_INVALID_URL'];

const failureOf = (error: unknown, timeoutMs: number): HttpFailure => {
  const { code, name, cause } = error as { code?: string; name?: string; cause?: { code?: string } };
  const reason = code ?? cause?.code ?? name ?? 'unknown error';
  if (name === 'TimeoutError' || name === 'AbortError' || reason.includes('TIMEOUT') || reason === 'ETIMEDOUT') {
    return { kind: 'timeout', message: `did not answer within ${timeoutMs} ms` };
  }
  if (unwritable.includes(reason)) {
    return { kind: 'unreachable', message: `was sent nothing: HTTP can't carry the request (${reason})` };
  }
  if (unreachable.includes(reason) || /CERT|TLS|SSL/.test(reason)) {
    return { kind: 'unreachable', message: `cannot be reached (${reason})` };
  }
  if (reason === 'HPE_HEADER_OVERFLOW') {
    return { kind: 'malformed', message: 'answered with larger headers than are read' };
  }
  // Errors of zlib, of inflate and of Brotli.
  if (/^(Z_|ERR__ERROR_)/.test(reason)) {
    return { kind: 'malformed', message: 'answered with a body that is not in the coding that it names' };
  }
  if (reason.startsWith('HPE_')) return { kind: 'malformed', message: `did not answer in HTTP (${reason})` };
  return { kind: 'closed', message: `closed the connection without a whole answer (${reason})` };
};

const joined = ({ headersDistinct }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headersDistinct).flatMap(([name, values]) =>
      values === undefined ? [] : [[name, joinedFields(name, values)]],
    ),
  );

/** Whether an answer's body goes on for as long as somebody listens: server-sent events (HTML, 9.2). */
const isEndless = ({ headers }: IncomingMessage): boolean =>
  essenceOf(headers['content-type'] ?? '') === 'text/event-stream';

const read = async (response: IncomingMessage): Promise<Pick<HttpResponse, 'body' | 'truncated' | 'isUtf8'>> => {
  if (isEndless(response)) {
    response.destroy();
    return { body: '', truncated: true };
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > responseBytesMax) {
      response.destroy();
      return { body: Buffer.concat(chunks).subarray(0, responseBytesMax).toString('utf8'), truncated: true };
    }
  }
  const decoded = await decodeBody(Buffer.concat(chunks), response.headers['content-encoding'] ?? '');
  if (decoded === null) return { body: '', truncated: true };
  return { body: decoded.toString('utf8'), truncated: false, isUtf8: isUtf8(decoded) };
};

/** The path and query of a URL as they are written: a parser of URLs takes even encoded dots for a way up the path. */
const writtenPath = (url: string): string => {
  const [origin = ''] = /^\w+:\/\/[^/?#]*/.exec(url) ?? [];
  // Whatever is encoded is encoded once more, so that it is kept as it is.
  const { pathname, search } = new URL(origin + url.slice(origin.length).replaceAll('%', '%25'));
  return (pathname + search).replaceAll('%25', '%');
};

/** A connection that breaks because the whole target goes away says nothing about the request that was under way. */
const gone: HttpFailure = { kind: 'unreachable', message: 'closed the connection, and cannot be reached any more' };

/** Whether anybody listens where a URL leads. */
const listens = async (url: string, timeoutMs: number): Promise<boolean> => {
  const { protocol, hostname, port } = new URL(url);
  const defaultPort = protocol === 'https:' ? 443 : 80;
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeoutMs) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/**
 * Methods whose requests may be sent again where a connection that was kept turns out to be closed (RFC 9110, 9.2.2); any other gets a
 * connection of its own. A second DELETE could reach somebody who was given the id in between.
 */
const repeatable = ['GET', 'HEAD', 'OPTIONS', 'PUT'];

/** What is answered in a way that HTTP knows, but no request of ours asked for, is told like what HTTP doesn't know. */
const misanswered = (code: string): Error => Object.assign(new Error('The answer is none.'), { code });

/** The head of the answer to a request. */
const headOf = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.once('error', reject);
    sent.once('upgrade', (_head, socket) => {
      socket.destroy();
      reject(misanswered('HPE_UNEXPECTED_UPGRADE'));
    });
    sent.once('response', (head) => {
      if ((head.statusCode ?? 0) >= 100) return resolve(head);
      head.destroy();
      reject(misanswered('HPE_INVALID_STATUS'));
    });
  });

/** What is under way when a run ends gets so long to end as well, in milliseconds: who waits for the run hardly notices. */
const endingPatienceMs = 500;

/** How patient a sender is. */
export interface Patience {
  /** Bounds each exchange as a whole. */
  readonly timeoutMs: number;
  /** Aborted where somebody waits for the end: what is sent after that cleans up, and gets less time. */
  readonly signal?: AbortSignal;
  /** Aborted where a run ends, for whatever reason; what is under way then is given up soon. */
  readonly ending?: AbortSignal | undefined;
}

/** Makes a sender. Redirects aren't followed; bodies are read up to a bound; connections are kept for the next request. */
export const createSender = ({
  timeoutMs: patienceMs,
  signal: interrupted,
  ending = interrupted,
}: Patience): Sender => {
  // One connection is kept: a server with few workers has the others for what gets a connection of its own.
  const keeping = { keepAlive: true, maxFreeSockets: 1 };
  const closing = { keepAlive: false };
  const kept = { 'http:': new HttpAgent(keeping), 'https:': new HttpsAgent(keeping) };
  const fresh = { 'http:': new HttpAgent(closing), 'https:': new HttpsAgent(closing) };

  const begin = ({ method, url, headers, body }: HttpRequest, signal: AbortSignal, reuses: boolean): ClientRequest => {
    const agents = reuses ? kept : fresh;
    const all = {
      // Whoever asks for nothing may be answered in any coding (RFC 9110, 12.5.3).
      'accept-encoding': 'identity',
      ...headers,
      // Node says by itself how long a body is only where it expects one: not of a DELETE, say.
      ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }),
    };
    const options = { ...urlToHttpOptions(new URL(url)), path: writtenPath(url), method, headers: all, signal };
    return url.startsWith('https:')
      ? requestHttps({ ...options, agent: agents['https:'] })
      : requestHttp({ ...options, agent: agents['http:'] });
  };

  /** Sends a request and gives the answer as soon as its head is there. */
  const answerTo = async (
    request: HttpRequest,
    { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
    reuses: boolean,
  ): Promise<IncomingMessage> => {
    const sent = begin(request, signal, reuses);
    try {
      sent.end(request.body ?? undefined);
      return await headOf(sent);
    } catch (error) {
      // A connection that was kept may be closed at any time, which says nothing of the request that comes just then.
      if (!sent.reusedSocket || failureOf(error, timeoutMs).kind !== 'closed') throw error;
      return answerTo(request, { signal, timeoutMs }, false);
    } finally {
      // An error that comes later is told by the answer's body too.
      sent.on('error', () => {});
    }
  };

  return {
    async send(request) {
      const timeoutMs = interrupted?.aborted ? Math.min(patienceMs, cleanUpPatienceMsMax) : patienceMs;
      // A timer that is cleared: one for each request that is long over would cost more than the requests.
      const timeout = new AbortController();
      const giveUp = (): void => timeout.abort(new DOMException('Time is up.', 'TimeoutError'));
      let timer = setTimeout(giveUp, timeoutMs);
      const end = (): void => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, endingPatienceMs);
      };
      if (!ending?.aborted) ending?.addEventListener('abort', end);
      const { signal } = timeout;
      const startedAt = performance.now();
      const elapsed = (): number => Math.round(performance.now() - startedAt);
      try {
        const message = await answerTo(request, { signal, timeoutMs }, repeatable.includes(request.method));
        const head = { status: message.statusCode ?? 0, headers: joined(message) };
        const response: HttpResponse = { ...head, ...(await read(message)) };
        return { request, response, failure: null, durationMs: elapsed() };
      } catch (error) {
        // Where time ran out in the middle of an answer, all that is told of it is that the connection was closed.
        const failure = failureOf(signal.aborted ? signal.reason : error, timeoutMs);
        const isGone = failure.kind === 'closed' && !(await listens(request.url, timeoutMs));
        return { request, response: null, failure: isGone ? gone : failure, durationMs: elapsed() };
      } finally {
        clearTimeout(timer);
        ending?.removeEventListener('abort', end);
      }
    },
    async close() {
      for (const agent of [...Object.values(kept), ...Object.values(fresh)]) agent.destroy();
    },
  };
};
