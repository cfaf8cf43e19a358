import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it came. */
export interface Came {
  readonly method: string;
  readonly url: string;
}

/** A server that remembers webhooks as Lune's contract describes them, and no more of it than that. */
export interface StatefulServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly Came[];
  /** How many webhooks were created, and how many are left. */
  readonly created: number;
  readonly left: number;
}

/** What can be chosen of it. */
export interface StatefulOptions {
  readonly delayMs?: number;
  /** Is told of every request. */
  readonly onRequest?: (came: Came) => void;
  /** Says for how many seconds a request has to wait that came too early, or null for one that is done. */
  readonly retryAfter?: (came: Came) => number | null;
}

const error = {
  errors: [{ error_code: 'id_invalid', message: 'No.' }],
  error: { error_code: 'id_invalid', message: 'No.' },
};

/** Starts it on a free port of the loopback. It takes every body that has a url. */
export const startStatefulServer = async ({
  delayMs = 0,
  onRequest,
  retryAfter = () => null,
}: StatefulOptions = {}): Promise<StatefulServer> => {
  const webhooks = new Map<string, Record<string, unknown>>();
  const requests: Came[] = [];
  let created = 0;

  const answer = (method: string, path: string, body: string): readonly [number, unknown] => {
    const [, id] = /^\/v1\/webhooks\/([^/]+)/.exec(path) ?? [];
    const webhook = id === undefined ? undefined : webhooks.get(id);
    if (path === '/v1/webhooks' && method === 'GET') return [200, [...webhooks.values()]];
    if (path === '/v1/webhooks' && method === 'POST') {
      const made = {
        id: randomUUID(),
        url: 'https://hooks.example.com',
        enabled: true,
        account_type: 'test',
        created_at: new Date().toISOString(),
        secret: randomUUID(),
        ...(JSON.parse(body) as object),
      };
      webhooks.set(made.id, { ...made, secret: made.secret.slice(-4) });
      created++;
      return [200, made];
    }
    if (id === undefined || webhook === undefined) return [404, null];
    if (method === 'DELETE') {
      webhooks.delete(id);
      return [204, null];
    }
    return [200, webhook];
  };

  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = (await buffer(request)).toString();
    requests.push({ method, url });
    onRequest?.({ method, url });
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const waitSeconds = retryAfter({ method, url });
    if (waitSeconds !== null) {
      response.writeHead(429, { 'retry-after': String(waitSeconds) }).end();
      return;
    }
    const isKnown = /^Bearer /.test(request.headers.authorization ?? '');
    let [status, value]: readonly [number, unknown] = isKnown ? [400, error] : [401, error];
    try {
      if (isKnown) [status, value] = answer(method, url.replace(/\?.*$/, ''), body);
    } catch {
      // The body is no JSON.
    }
    response.writeHead(status, { 'content-type': 'application/json', 'www-authenticate': 'Bearer' });
    response.end(value === null ? undefined : JSON.stringify(value));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get created() {
      return created;
    },
    get left() {
      return webhooks.size;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
