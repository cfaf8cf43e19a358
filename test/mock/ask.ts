import { Agent, request } from 'undici';
import type { Mock } from '../../src/mock/start-mock.ts';

/** An answer, read. */
export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly body: unknown;
}

/** What goes with a request, beside its method and path. */
export interface Asking {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** `application/json` where there is a body, unless told otherwise; an empty one is left out. */
  readonly type?: string;
  /** Whether the credentials that every API of ours takes are sent. */
  readonly credentials?: boolean;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const written = (body: unknown) =>
  body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? (body ?? null) : JSON.stringify(body);

/** Sends one request, as `ask(mock, 'GET /lune/v1/webhooks')`, and reads the answer. */
export const ask = async ({ url }: Pick<Mock, 'url'>, line: string, asking: Asking = {}): Promise<Asked> => {
  const [method = '', path = ''] = line.split(' ');
  const type = asking.type ?? (asking.body === undefined ? '' : 'application/json');
  const answer = await request(url + path, {
    method,
    headers: {
      ...(asking.credentials !== false && { authorization: 'Bearer any' }),
      ...(type !== '' && { 'content-type': type }),
      ...asking.headers,
    },
    body: written(asking.body),
    dispatcher: agent,
  });
  const text = await answer.body.text();
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, value?.toString()]);
  return { status: answer.statusCode, headers: Object.fromEntries(headers), text, body: parsed(text) };
};

const agent = new Agent({ keepAliveTimeout: 1000 });
