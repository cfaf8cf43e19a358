import autocannon from 'autocannon';
import type { BenchRequest } from './cases.ts';
import { quantile } from './statistics.ts';

/** What a load gave. Times are in milliseconds. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Enough to keep one server process busy, few enough that most of the latency is the server's. */
const connections = 10;

interface Load {
  readonly url: string;
  /** Sent in turn. */
  readonly requests: readonly BenchRequest[];
  /** How long, in seconds, or how many requests. */
  readonly until: { readonly seconds: number } | { readonly requests: number };
  isExpected(status: number): boolean;
}

/** Sends requests as fast as they are answered. Throws where an answer isn't the expected one: its speed would say nothing. */
export const load = async ({ url, requests, until, isExpected }: Load): Promise<LoadResult> => {
  const durations: number[] = [];
  const unexpected = new Set<number>();
  const startedAt = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const instance = autocannon(
    {
      url,
      connections,
      requests: requests.map((request) => ({ ...request, method: request.method as 'GET' })),
      ...('seconds' in until ? { duration: until.seconds } : { amount: until.requests }),
    },
    (error, result) => (error ? reject(error) : resolve(result)),
  );
  let endedAt = startedAt;
  // The library's own figures are in whole milliseconds and seconds, which is too coarse here.
  instance.on('response', (_client, status, _bytes, durationMs) => {
    durations.push(durationMs);
    endedAt = performance.now();
    if (!isExpected(status)) unexpected.add(status);
  });
  const { errors } = await promise;
  if (errors > 0 || unexpected.size > 0) {
    const lines = requests.map(({ method, path }) => `${method} ${path}`).join(', ');
    throw new Error(
      `${url}: ${lines}: ${errors} errors, unexpected statuses: ${[...unexpected].join(', ') || 'none'}.`,
    );
  }
  const requestsPerSecond = (durations.length / (endedAt - startedAt)) * 1000;
  return { requestsPerSecond, p50: quantile(durations, 0.5), p99: quantile(durations, 0.99) };
};
