import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Agent, type Dispatcher, request as send } from 'undici';
import type { Contract } from '../../src/clauses/contract.ts';
import type { HttpResponse } from '../../src/http/messages.ts';

/** A request on its way to the server behind the proxy. */
export interface PassedRequest {
  /** The operation's id, or an empty string where the contract has none for it. */
  readonly operation: string;
  readonly method: string;
  /** With the query, as it came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer on its way back. */
export interface PassedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sent chunk by chunk, without a length. */
  readonly chunked?: boolean;
}

/** What a proxy does to what passes. Each gives what is passed on in the place of what came. */
export interface Tampering {
  /** A response here is the answer, and the server behind is not asked. */
  readonly request?: (request: PassedRequest) => PassedRequest | PassedResponse;
  readonly response?: (response: PassedResponse, request: PassedRequest) => PassedResponse;
  readonly delayMs?: number;
  /** Whether each answer is the last on its connection. */
  readonly endsConnections?: boolean;
  /** Requests that are never answered. */
  readonly hangs?: (request: PassedRequest) => boolean;
  /** Requests whose connection is closed in the place of an answer. */
  readonly closes?: (request: PassedRequest) => boolean;
}

/** A proxy that listens. */
export interface ListeningProxy extends AsyncDisposable {
  readonly url: string;
  /** What came, before anything was done to it, in order. */
  readonly requests: readonly PassedRequest[];
}

/** The value of a JSON text, or undefined. */
export const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Whether a value is an object with properties. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Headers of one connection, or of the moment. */
const ofConnection = ['connection', 'keep-alive', 'content-length', 'transfer-encoding', 'date'];

/** Finds the operation of a request; an empty string where the contract has none for it. */
export const operationFinder = (contract: Contract): ((method: string, path: string) => string) => {
  const patterns = contract.operations.map(({ id, method, path }) => {
    const source = path.replaceAll(/[.+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/]+');
    return { id, method, pattern: new RegExp(`^${source}$`) };
  });
  return (method, path) =>
    patterns.find((candidate) => candidate.method === method && candidate.pattern.test(path))?.id ?? '';
};

const plainHeaders = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value.toString()]])),
  );

const without = (headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())));

/** Whether a request was answered on its way. */
export const isResponse = (passed: PassedRequest | PassedResponse): passed is PassedResponse => 'status' in passed;

/** What the client of a server sees of a response: no body where HTTP has none (RFC 9110, 6.4.1), nor what is the connection's alone. */
export const asResponse = ({ status, headers, body }: PassedResponse): HttpResponse => ({
  status,
  headers: Object.fromEntries(
    Object.entries(without(headers, ofConnection)).map(([name, value]) => [name.toLowerCase(), value]),
  ),
  body: status === 204 || status === 304 ? '' : body,
  truncated: false,
  isUtf8: true,
});

/** Starts a proxy in front of a server that implements a contract at a base URL. */
export const startProxy = async (contract: Contract, behind: string, tampering: Tampering): Promise<ListeningProxy> => {
  const agent = new Agent({ keepAliveTimeout: 10_000 });
  const requests: PassedRequest[] = [];
  const operationOf = operationFinder(contract);

  const read = async (message: IncomingMessage): Promise<PassedRequest> => {
    const { method = '', url = '' } = message;
    const operation = operationOf(method, url.replace(/\?.*$/, ''));
    const body = (await buffer(message)).toString('utf8');
    return { operation, method, url, headers: plainHeaders(message.headers), body };
  };

  const ask = async ({ method, url, headers, body }: PassedRequest): Promise<PassedResponse> => {
    const answer = await send(behind + url, {
      method: method as Dispatcher.HttpMethod,
      headers: without(headers, ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect']),
      body: body === '' ? null : body,
      dispatcher: agent,
    });
    return { status: answer.statusCode, headers: plainHeaders(answer.headers), body: await answer.body.text() };
  };

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const came = await read(message);
    requests.push(came);
    if (tampering.hangs?.(came)) return;
    if (tampering.closes?.(came)) return void message.socket.destroy();
    const passed = tampering.request?.(came) ?? came;
    const answered = isResponse(passed) ? passed : await ask(passed);
    const { status, headers, body, chunked } = tampering.response?.(answered, came) ?? answered;
    if (tampering.delayMs) await new Promise((resolve) => setTimeout(resolve, tampering.delayMs));
    // The time of an answer would tell two runs apart.
    response.sendDate = false;
    if (tampering.endsConnections) response.shouldKeepAlive = false;
    response.writeHead(status, without(headers, ofConnection));
    if (chunked) for (const character of body) response.write(character);
    response.end(chunked ? undefined : body);
  };

  const server = createServer((message, response) => {
    // Who asked is gone, or the server behind is: a connection that breaks says as much.
    handle(message, response).catch(() => message.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const dispose = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await agent.destroy();
  };
  return { url: `http://127.0.0.1:${port}`, requests, [Symbol.asyncDispose]: dispose };
};
