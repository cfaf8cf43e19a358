import type { HttpRequest, HttpResponse } from '../../src/http/messages.ts';
import { isSuccess } from '../../src/http/statuses.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Call } from '../requests/call.ts';
import { encode } from '../requests/encode.ts';
import { methodNamed } from '../requests/method-words.ts';
import { casesAtOnceMax, failuresInARowMax, sameAnswersMin } from '../settings/limits.ts';
import type { Settings } from '../settings/options.ts';
import type { PacedSender } from './pace.ts';
import { Stopped } from './stopped.ts';
import { Withheld } from './withheld.ts';

/** Where a call goes. */
export interface Location {
  /** Without the query, in which what is at one place may be asked for in many ways, and a key may stand. */
  readonly url: string;
  /** Below the target. */
  readonly path: string;
}

/** How much the newest answer counts in what is typical: enough to follow a server that slows down within a few requests. */
const newestWeight = 0.2;

/** Sees everything that is said, what is said in set-up and clean-up too. */
export interface Witness {
  learnRequest(request: HttpRequest): void;
  learnResponse(response: HttpResponse): void;
}

/** The way to the server under test: encodes calls, sends them, counts, and knows when nobody is there any more. */
export class Connection {
  readonly settings: Settings;
  readonly #sender: PacedSender;
  readonly #witness: Witness;
  #failuresInARow = 0;
  #gone: string | null = null;
  /** How long answers take of late, in milliseconds. */
  #typicalMs = 0;
  #lastFailedAt = Number.NEGATIVE_INFINITY;
  readonly #statuses = new Map<number, number>();
  requestsSent = 0;

  constructor(settings: Settings, sender: PacedSender, witness: Witness) {
    this.settings = settings;
    this.#sender = sender;
    this.#witness = witness;
  }

  /** Whether nothing more is to be sent: the run was interrupted, or the target is gone. */
  get stopped(): boolean {
    return this.settings.signal.aborted || this.gone !== null;
  }

  /** Why the target is held to be gone, or null. */
  get gone(): string | null {
    return this.#gone;
  }

  /** The status of all answers where many have come, every request got one, and all have the same, which is no success; or null. */
  get onlyStatus(): number | null {
    const [[status, count] = [200, 0]] = this.#statuses;
    const isTelling = count === this.requestsSent && count >= sameAnswersMin;
    return isTelling && !isSuccess(status) ? status : null;
  }

  /** Whether the target is so fast that several requests at once are answered well within its time, even by a server that works on one at a time. */
  get bearsSeveral(): boolean {
    return this.#typicalMs * casesAtOnceMax <= this.settings.timeoutMs / 2;
  }

  /** Sends a call. Throws Stopped where nothing more is to be sent, and Withheld where the request could be taken for one of another method. */
  async send(call: Call, { evenIfStopped = false }: { readonly evenIfStopped?: boolean } = {}): Promise<Exchange> {
    if (this.stopped && !evenIfStopped) throw new Stopped();
    const request = this.#encoded(call);
    const { readOnly, allowsUnowned } = this.settings;
    const named = methodNamed(request);
    if (named !== null && (readOnly || !allowsUnowned(call.operation))) {
      const { method, path } = call.operation;
      throw new Withheld(`${method} ${path} was not sent: a server could take it for another method by its ${named}`);
    }
    this.#witness.learnRequest(request);
    const exchange = await this.#sender.send(request);
    this.requestsSent++;
    this.#count(exchange);
    if (exchange.response !== null) this.#witness.learnResponse(exchange.response);
    return exchange;
  }

  /** Runs an action of which so many calls are sent at once, as soon as the pace allows that. */
  together<Result>(count: number, action: () => Promise<Result>): Promise<Result> {
    return this.#sender.together(count, action);
  }

  /** Where a call goes. */
  locate(call: Call): Location {
    const [url = ''] = this.#encoded(call).url.split('?', 1);
    return { url, path: url.slice(this.settings.target.length) };
  }

  close(): Promise<void> {
    return this.#sender.close();
  }

  /** Counts failures in a row. What was under way when the last one came failed with it, and is no further one. */
  #count({ response, failure, durationMs }: Exchange): void {
    const weight = this.#statuses.size === 0 ? 1 : newestWeight;
    this.#typicalMs += weight * (durationMs - this.#typicalMs);
    if (response !== null) this.#statuses.set(response.status, (this.#statuses.get(response.status) ?? 0) + 1);
    if (failure === null) {
      this.#failuresInARow = 0;
      return;
    }
    const now = performance.now();
    if (now - durationMs < this.#lastFailedAt && this.#failuresInARow > 0) return;
    this.#failuresInARow++;
    this.#lastFailedAt = now;
    // It stays gone, whatever late answer still comes: cases have been dropped since.
    if (this.#failuresInARow === failuresInARowMax)
      this.#gone ??= `The target ${failure.message}, ${failuresInARowMax} times in a row.`;
  }

  #encoded(call: Call) {
    const { target, token, apiKey, headers } = this.settings;
    return encode(call, { target, credentials: { token, apiKey }, headers });
  }
}
