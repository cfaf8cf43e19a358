import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, type Dispatcher, errors, request as send } from 'undici';
import { responseBytesMax } from '../limits.ts';
import type { Exchange, HttpFailure, HttpRequest, HttpResponse } from './exchange.ts';

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

const failureOf = (error: unknown, timeoutMs: number): HttpFailure => {
  const { code, name, cause } = error as { code?: string; name?: string; cause?: { code?: string } };
  const reason = code ?? cause?.code ?? name ?? 'unknown error';
  if (name === 'TimeoutError' || name === 'AbortError' || reason.includes('TIMEOUT') || reason === 'ETIMEDOUT') {
    return { kind: 'timeout', message: `did not answer within ${timeoutMs} ms` };
  }
  if (unreachable.includes(reason) || /CERT|TLS|SSL/.test(reason)) {
    return { kind: 'unreachable', message: `cannot be reached (${reason})` };
  }
  if (error instanceof errors.HTTPParserError || reason.startsWith('HPE_')) {
    return { kind: 'malformed', message: `did not answer in HTTP (${reason})` };
  }
  if (error instanceof errors.HeadersOverflowError) {
    return { kind: 'malformed', message: 'answered with larger headers than are read' };
  }
  return { kind: 'closed', message: `closed the connection without a whole answer (${reason})` };
};

const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

const read = async (response: Dispatcher.ResponseData): Promise<{ body: string; truncated: boolean }> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > responseBytesMax) {
      response.body.destroy();
      return { body: Buffer.concat(chunks).subarray(0, responseBytesMax).toString('utf8'), truncated: true };
    }
  }
  return { body: Buffer.concat(chunks).toString('utf8'), truncated: false };
};

/** A connection that breaks because the whole target goes away says nothing about the request that was under way. */
const gone: HttpFailure = { kind: 'unreachable', message: 'closed the connection, and cannot be reached any more' };

/** Says whether anybody listens where a URL leads. */
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

/** Makes a sender. `timeoutMs` bounds each exchange as a whole. Redirects aren't followed; bodies are read up to a bound. */
export const createSender = ({ timeoutMs }: { readonly timeoutMs: number }): Sender => {
  const agent = new Agent({
    connectTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    pipelining: 0,
  });
  return {
    async send(request) {
      const startedAt = performance.now();
      const elapsed = (): number => Math.round(performance.now() - startedAt);
      try {
        const response = await send(request.url, {
          method: request.method as Dispatcher.HttpMethod,
          headers: request.headers,
          body: request.body,
          dispatcher: agent,
          signal: AbortSignal.timeout(timeoutMs),
        });
        const answer: HttpResponse = {
          status: response.statusCode,
          headers: joined(response.headers),
          ...(await read(response)),
        };
        return { request, response: answer, failure: null, durationMs: elapsed() };
      } catch (error) {
        const failure = failureOf(error, timeoutMs);
        const isGone = failure.kind === 'closed' && !(await listens(request.url, timeoutMs));
        return { request, response: null, failure: isGone ? gone : failure, durationMs: elapsed() };
      }
    },
    close: () => agent.destroy(),
  };
};
