import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { proves } from '../../src/http/statuses.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Sender } from '../http/send.ts';
import { cleanUpPatienceMsMax, retriesMax, retryAfterMsMax } from '../settings/limits.ts';

/** The milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3), or null where it asks for none. */
const retryAfterMs = (header: string | undefined, now: number): number | null => {
  if (header === undefined) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
};

const isBusy = ({ response }: Exchange): boolean => proves(response?.status, 'busy');

/** A sender that keeps to a rate. */
export interface PacedSender extends Sender {
  /** Waits until so many requests may be sent at once, then runs an action of which so many go without waiting. Requests of others wait as ever. */
  together<Result>(count: number, action: () => Promise<Result>): Promise<Result>;
}

/**
 * Wraps a sender so that it keeps to a rate (requests a second; null for none), and sends a request again that was answered 429 or 503
 * with a `Retry-After` of bearable length. What is still refused then is given as it is.
 */
export const paced = (sender: Sender, requestsPerSecond: number | null, signal: AbortSignal): PacedSender => {
  let nextAt = 0;
  /** How many requests of an action may still go without waiting. */
  const grants = new AsyncLocalStorage<{ left: number }>();
  let busyUntil = 0;
  let isHurried = false;
  const wait = async (ms: number): Promise<void> => {
    // What is sent after an interruption cleans up, and keeps to the rate as well.
    if (ms > 0) await sleep(ms, undefined, signal.aborted ? {} : { signal }).catch(() => undefined);
  };
  /** How long the pause still is that was asked for. Once a run was interrupted, there is less patience for one that was begun. */
  const pauseMs = (): number => {
    const now = performance.now();
    if (signal.aborted && !isHurried) {
      isHurried = true;
      busyUntil = Math.min(busyUntil, now + cleanUpPatienceMsMax);
    }
    return busyUntil - now;
  };
  const turn = async (count: number): Promise<void> => {
    const now = performance.now();
    const at = Math.max(now, nextAt);
    if (requestsPerSecond !== null) nextAt = at + (count * 1000) / requestsPerSecond;
    await wait(at - now);
    // Who asks for a pause gets it from all that is sent, not only from the request that was told so; also from what waited meanwhile.
    while (pauseMs() > 0) await wait(pauseMs());
  };
  return {
    async together(count, action) {
      await turn(count);
      return grants.run({ left: count }, action);
    },
    async send(request) {
      for (let retries = 0; ; retries++) {
        const grant = grants.getStore();
        if (grant !== undefined && grant.left > 0) grant.left--;
        else await turn(1);
        const exchange = await sender.send(request);
        const pause = retryAfterMs(exchange.response?.headers['retry-after'], Date.now());
        const patienceMs = signal.aborted ? cleanUpPatienceMsMax : retryAfterMsMax;
        if (!isBusy(exchange) || pause === null || pause > patienceMs || retries === retriesMax) return exchange;
        busyUntil = Math.max(busyUntil, performance.now() + pause);
      }
    },
    close: () => sender.close(),
  };
};
