import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { failedAnswer } from './failed-answer.ts';
import type { BodyTrouble, MockAnswer, MockRequest } from './http/http-messages.ts';
import { problemAnswer } from './http/problem.ts';
import { BodyUnread, readBody } from './http/read-body.ts';
import { createSpace } from './http/space.ts';
import {
  connectionCheckMs,
  connectionsMax,
  headerBytesMax,
  headersMsMax,
  keepAliveMs,
  requestMsMax,
  shutdownGraceMs,
  shutdownReadMs,
  silentMsMax,
  smallAnswerBytes,
  unsentBytesMax,
  uploadBytesMax,
} from './settings/limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** How much of the space for bodies its own takes. */
    heldBytes: number;
  }
}

/** What the HTTP layer needs to know. */
export interface HttpServerOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** How large the body of a request may be. */
  bodyBytesMax(request: Pick<MockRequest, 'method' | 'target' | 'headers'>): number;
  answer(request: MockRequest): Promise<MockAnswer>;
}

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /** Lets requests under way finish for a moment, then ends what is left. */
  close(): Promise<void>;
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> => {
  const joined: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
};

/** What kept Fastify from reading a body, or null where that was no fault of the body's. */
const troubleOf = (error: FastifyError | BodyUnread, request: FastifyRequest): BodyTrouble | null => {
  if (error instanceof BodyUnread) return error.trouble;
  const isEmpty =
    request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0;
  if (isEmpty) return null;
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return {
      status: 415,
      reason: `The Content-Type ${JSON.stringify(request.headers['content-type'])} is no media type`,
    };
  }
  return { status: 400, reason: 'The request body did not arrive as it was announced' };
};

const socketStatuses: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
const socketReasons: Readonly<Record<number, string>> = {
  400: 'This is not HTTP.',
  408: 'The request took too long to arrive.',
  431: `The request line and headers are larger than ${headerBytesMax} bytes.`,
};

/** Answers on the socket itself what Node couldn't read as a request. */
const answerOnSocket = ({ code = '' }: NodeJS.ErrnoException, socket: Socket): void => {
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = socketStatuses[code] ?? 400;
  const { headers, body } = problemAnswer(status, socketReasons[status] ?? '');
  const length = Buffer.byteLength(body ?? '');
  const head = { ...headers, 'content-length': String(length), connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} `, ...lines, '', body].join('\r\n'));
};

/** Statuses whose answers have no content, so that they have no length either (RFC 9110, 8.6). */
const contentless = [204, 304];

/** Writes an answer at once: as text, because Node then sends head and body together, where Fastify would send two parts. */
const write = (response: ServerResponse, { status, headers, body }: MockAnswer): void => {
  const length = contentless.includes(status) ? {} : { 'content-length': String(Buffer.byteLength(body ?? '')) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body ?? undefined);
};

/** Writes an answer, or why it can't be written: a contract's example may have characters that no header can carry. */
const writeOrSay = (response: ServerResponse, answer: MockAnswer): void => {
  try {
    write(response, answer);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else write(response, failedAnswer(error));
  }
};

/** Tells a client that its connection ends with this answer. */
const endingConnection = (answer: MockAnswer): MockAnswer => ({
  ...answer,
  headers: { ...answer.headers, connection: 'close' },
});

/** A request that names two hosts is meant for two servers on its way (RFC 9112, 3.2). */
const isForSeveralHosts = ({ rawHeaders }: IncomingMessage): boolean => {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts++;
  return hosts > 1;
};

const severalHosts = problemAnswer(400, 'The request has more than one Host header.');

const unsendable = problemAnswer(
  503,
  'The mock is sending as many large answers at once as it has memory for. Read those, or ask again later.',
);

/** Knows which request came last on each connection, since a client may send several before it reads an answer. */
const watchRequests = (server: Server) => {
  const latest = new Map<Socket, IncomingMessage | null>();
  let cameAt = 0;
  server.on('connection', (socket: Socket) => {
    latest.set(socket, null);
    socket.once('close', () => latest.delete(socket));
  });
  server.prependListener('request', (request: IncomingMessage) => {
    // Not after its end, of which nothing would be told any more.
    if (latest.has(request.socket)) latest.set(request.socket, request);
    cameAt = performance.now();
  });
  return {
    isLatest: (request: IncomingMessage): boolean => latest.get(request.socket) === request,
    /** How long ago the latest request came, in milliseconds. */
    quietMs: (): number => performance.now() - cameAt,
    /** Ends the connections on which nothing was ever sent: to Node, these aren't idle. */
    endUnused(): void {
      for (const socket of latest.keys()) if (socket.bytesRead === 0) socket.destroy();
    },
  };
};

/** Starts a server that reads every body whole and as bytes, and has every request answered, whatever its method or URL. */
export const listen = async ({ host, port, bodyBytesMax, answer }: HttpServerOptions): Promise<HttpServer> => {
  const [uploads, unsent] = [createSpace(uploadBytesMax), createSpace(unsentBytesMax)];
  let isClosing = false;
  const app = fastify({
    requestTimeout: requestMsMax,
    keepAliveTimeout: keepAliveMs,
    connectionTimeout: silentMsMax,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // One route for all, so that no URL is malformed to Fastify; the real one is in originalUrl.
    rewriteUrl: () => '/',
    http: {
      maxHeaderSize: headerBytesMax,
      headersTimeout: headersMsMax,
      connectionsCheckingInterval: connectionCheckMs,
    },
    clientErrorHandler: (error, socket) => answerOnSocket(error, socket),
  });
  app.server.maxConnections = connectionsMax;
  const { isLatest, quietMs, endUnused } = watchRequests(app.server);

  /** Takes the space for an answer until its client has it; false where there is none. */
  const takeUnsent = (response: ServerResponse, { body }: MockAnswer): boolean => {
    // No character takes more than three bytes, so that most answers needn't be measured.
    if (body === null || 3 * body.length <= smallAnswerBytes) return true;
    const bytes = Buffer.byteLength(body);
    if (bytes <= smallAnswerBytes) return true;
    if (!unsent.take(bytes)) return false;
    response.once('close', () => unsent.giveBack(bytes));
    return true;
  };

  const send = (response: ServerResponse, request: IncomingMessage, given: MockAnswer): void => {
    const answered = takeUnsent(response, given) ? given : unsendable;
    writeOrSay(response, isClosing && isLatest(request) ? endingConnection(answered) : answered);
  };

  const respond = async (request: FastifyRequest, reply: FastifyReply, trouble: BodyTrouble | null) => {
    const body = Buffer.isBuffer(request.body) ? request.body : null;
    const { method, originalUrl: target, raw } = request;
    const asked = { method, target, headers: headersOf(raw), body, trouble };
    // Nothing is thrown from here on, since Fastify would hand it to its error handler, which asks once more.
    const answered = isForSeveralHosts(raw) ? severalHosts : await answer(asked).catch(failedAnswer);
    uploads.giveBack(request.heldBytes);
    request.heldBytes = 0;
    if (answered.dropped) raw.socket.destroy();
    else send(reply.raw, raw, answered);
    // Written already, so that Fastify has nothing left to send.
    reply.hijack();
  };
  app.decorateRequest('heldBytes', 0);
  // Fastify leaves a GET's body where it is, and an operation may document one.
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage) => {
    const { method, originalUrl: target } = request;
    return readBody(payload, {
      announced: Number(request.headers['content-length'] ?? 0),
      bytesMax: bodyBytesMax({ method, target, headers: headersOf(payload) }),
      space: uploads,
      // They are held until the answer is found, which may take as long as delays do.
      took: (bytes) => (request.heldBytes += bytes),
    });
  });
  app.all('/', (request, reply) => respond(request, reply, null));
  app.setNotFoundHandler((request, reply) => respond(request, reply, null));
  app.setErrorHandler((error: FastifyError, request, reply) => respond(request, reply, troubleOf(error, request)));

  // Node would answer an expectation that it doesn't know by itself; nobody has to mind one (RFC 9110, 10.1.1).
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  await app.listen({ host, port });
  const address = app.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      isClosing = true;
      const deadline = setTimeout(() => app.server.closeAllConnections(), shutdownGraceMs);
      const begunAt = performance.now();
      // What is on its way is read, and answered with the end of its connection; only then is idle what seems so.
      do await wait(shutdownReadMs);
      while (quietMs() < shutdownReadMs && performance.now() - begunAt < shutdownGraceMs);
      endUnused();
      await app.close();
      clearTimeout(deadline);
    },
  };
};
