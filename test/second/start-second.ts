import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClock } from './clock.ts';
import { createCloudflare } from './cloudflare.ts';
import type { Accepted } from './credentials.ts';
import { type Dialect, strict } from './dialect.ts';
import { type Answer, type Received, receive, send } from './http.ts';
import { createLune } from './lune.ts';
import { createManagement } from './management.ts';
import type { Api, Surroundings } from './operation.ts';
import { startOtherUser } from './other-user.ts';
import { createRandom } from './random.ts';
import { serve } from './serve.ts';
import { createJsonWriter } from './write-json.ts';

const apis = { cloudflare: createCloudflare, lune: createLune, management: createManagement } as const;

/** The name of an API that there is a second implementation of. */
export type SecondApi = keyof typeof apis;

/** Which server to start. */
export interface SecondOptions extends Accepted {
  readonly api: SecondApi;
  readonly dialect?: Dialect;
  readonly seed?: number;
}

/** A server that listens until it is disposed of. */
export interface Second extends AsyncDisposable {
  /** Stands for the server URL of the API. */
  readonly url: string;
}

const slowMs = 5;
const betweenMs = 2;

/** Of so many requests, one is answered by asking for patience. */
const rateLimitEvery = 100;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes what performs one task after the other, so that nothing comes between what a task reads and what it writes. */
const createQueue = (): (<Result>(task: () => Promise<Result>) => Promise<Result>) => {
  let latest: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = latest.then(task);
    latest = result.catch(() => null);
    return result;
  };
};

/** Makes the function that answers requests to an API, in memory. */
const createAnswerer = (
  api: Api,
  { dialect, json }: Surroundings,
  accepted: Accepted,
): ((request: Received) => Promise<Answer>) => {
  const inTurn = createQueue();
  return (request) => inTurn(() => serve(api, request, { dialect, accepted, json }));
};

const collectionOf = ({ method, path }: Received, { status }: Answer): string | null =>
  method === 'POST' && status < 300 && !path.endsWith('/test') ? path : null;

/**
 * Starts the second implementation of an API on a free port of the loopback.
 * It was written from the documents alone, and shares nothing with the contracts, the mock or the suite.
 */
export const startSecond = async ({
  api: name,
  dialect = strict,
  seed = 1,
  ...accepted
}: SecondOptions): Promise<Second> => {
  const random = createRandom(seed);
  const json = createJsonWriter(dialect, random);
  const pause = (): Promise<void> =>
    dialect.delay === 'between-reading-and-writing' ? sleep(betweenMs) : Promise.resolve();
  const surroundings: Surroundings = { dialect, random, clock: createClock(dialect), pause, json };
  const api = apis[name](surroundings);
  const answer = createAnswerer(api, surroundings, accepted);

  const otherUser = startOtherUser(
    async (method, path, value) => {
      const headers = {
        authorization: `Bearer ${accepted.token ?? 'theirs'}`,
        'content-type': 'application/json',
      };
      const bytes = Buffer.from(value === undefined ? '' : JSON.stringify(value));
      const request = { method, path, query: new URLSearchParams(), headers, bytes, overflowed: false };
      const { content } = await answer(request);
      return content === undefined ? null : JSON.parse(content.text);
    },
    createRandom(seed + 1),
    api.otherUser,
  );

  let count = 0;
  const answerTo = async (request: Received): Promise<Answer> => {
    if (dialect.delay === 'before') await sleep(slowMs);
    if (dialect.rateLimit !== 'none' && ++count % rateLimitEvery === 0) {
      const refusal = api.refuse({ reason: 'too-many-requests', message: 'Not so fast.' });
      const until = dialect.rateLimit === 'for-seconds' ? '0' : new Date().toUTCString();
      return { ...refusal, headers: { 'retry-after': until } };
    }
    const answered = await answer(request);
    const collection = collectionOf(request, answered);
    if (collection !== null && dialect.otherUser === 'busy') otherUser.notice(collection);
    return answered;
  };
  const server = createServer(async (incoming, response) => {
    // A client that goes away while it sends is owed no answer.
    const request = await receive(incoming).catch(() => null);
    if (request === null) response.destroy();
    else await send(response, await answerTo(request), { dialect, method: request.method });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      otherUser.leave();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
