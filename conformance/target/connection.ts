import type { Exchange } from '../http/exchange.ts';
import { isSuccessStatus } from '../judge/documented-response.ts';
import { failuresInARowMax, sameAnswersMin } from '../limits.ts';
import type { Settings } from '../options.ts';
import type { Call } from '../requests/call.ts';
import { encode } from '../requests/encode.ts';
import type { PacedSender } from './pace.ts';
import { Stopped } from './stopped.ts';

/** Where a call goes. */
export interface Location {
  readonly url: string;
  /** Below the target. */
  readonly path: string;
}

/** The way to the server under test: encodes calls, sends them, counts, and knows when nobody is there any more. */
export class Connection {
  readonly settings: Settings;
  readonly #sender: PacedSender;
  readonly #onExchange: (exchange: Exchange) => void;
  #failuresInARow = 0;
  #lastFailure = '';
  #lastFailedAt = Number.NEGATIVE_INFINITY;
  readonly #statuses = new Set<number>();
  requestsSent = 0;

  /** `onExchange` is told of every exchange, those of set-up and clean-up too. */
  constructor(settings: Settings, sender: PacedSender, onExchange: (exchange: Exchange) => void) {
    this.settings = settings;
    this.#sender = sender;
    this.#onExchange = onExchange;
  }

  /** Says that nothing more is to be sent: the run was interrupted, or the target is gone. */
  get stopped(): boolean {
    return this.settings.signal.aborted || this.gone !== null;
  }

  /** Why the target is held to be gone, or null. */
  get gone(): string | null {
    if (this.#failuresInARow < failuresInARowMax) return null;
    return `The target ${this.#lastFailure}, ${failuresInARowMax} times in a row.`;
  }

  /** Gives the status of all answers where many have come and all have the same one, and that is no success; or null. */
  get onlyRefusal(): number | null {
    const [status] = this.#statuses;
    const isTelling = this.#statuses.size === 1 && this.requestsSent >= sameAnswersMin;
    return status === undefined || isSuccessStatus(status) || !isTelling ? null : status;
  }

  /** Sends a call. Throws Stopped where nothing more is to be sent. */
  async send(call: Call, { evenIfStopped = false }: { readonly evenIfStopped?: boolean } = {}): Promise<Exchange> {
    if (this.stopped && !evenIfStopped) throw new Stopped();
    const sentAt = performance.now();
    const exchange = await this.#sender.send(this.#encoded(call));
    this.requestsSent++;
    this.#count(exchange, sentAt);
    if (exchange.response !== null) this.#statuses.add(exchange.response.status);
    this.#onExchange(exchange);
    return exchange;
  }

  /** Waits until so many calls may be sent at once. */
  together(count: number): Promise<void> {
    return this.#sender.together(count);
  }

  /** Says where a call goes. */
  locate(call: Call): Location {
    const { url } = this.#encoded(call);
    return { url, path: url.slice(this.settings.target.length) };
  }

  close(): Promise<void> {
    return this.#sender.close();
  }

  /** Counts failures in a row. What was under way when the last one came failed with it, and is no further one. */
  #count({ failure }: Exchange, sentAt: number): void {
    if (failure === null) {
      this.#failuresInARow = 0;
      return;
    }
    if (sentAt >= this.#lastFailedAt || this.#failuresInARow === 0) {
      this.#failuresInARow++;
      this.#lastFailedAt = performance.now();
    }
    this.#lastFailure = failure.message;
  }

  #encoded(call: Call) {
    const { target, token, apiKey, headers } = this.settings;
    return encode(call, { target, credentials: { token, apiKey }, headers });
  }
}
