import { randomInt } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Contract } from '../clauses/contract.ts';
import { selectContracts } from '../clauses/select-contracts.ts';
import { UsageError } from '../document/usage-error.ts';
import type { Answer } from './answer-request.ts';
import { takesState } from './control.ts';
import { faultsOf } from './faults/faults.ts';
import { type HttpServer, type HttpServerOptions, listen } from './http-server.ts';
import type { JournalEntry, JournalFilter } from './journal/journal.ts';
import { type UnmetAnswer, type UnmetFilter, unmetAnswers } from './journal/unmet-answers.ts';
import { type MockOptions, readOptions } from './options.ts';
import { checkReadable } from './prism/unrolled-size.ts';
import { checkBreaks, type Serving, serve } from './serving.ts';
import { stateBytesMax } from './settings/limits.ts';
import { warnOfPatterns } from './warn-of-patterns.ts';

/** A fake server that listens. */
export interface Mock extends AsyncDisposable {
  /** Without a trailing slash; an API is served at `${url}/${id}`. */
  readonly url: string;
  /** By which generated values and failures repeat. */
  readonly seed: number;
  /** What it serves. */
  readonly contracts: readonly Contract[];
  /** Puts a session's state back to how it began; without a name, that of the requests that name none. */
  reset(session?: string): void;
  /** The latest requests with their answers, oldest first; those that have all the values of the filter. */
  requests(filter?: JournalFilter): readonly JournalEntry[];
  /** The documented answers that no request got, of one API or operation if the filter names one, since the journal was last cleared. */
  unmet(filter?: UnmetFilter): readonly UnmetAnswer[];
  /** Breaks exactly these clauses from now on, until the next call or a reset; none at all without any. Throws a UsageError for one that can't be broken. */
  break(...clauses: readonly string[]): void;
  /**
   * Reads the contracts again, and gives the ids of those that changed. Where one did, it starts afresh: state, journal and faults.
   * Throws a ContractError for a contract that can't be read, and a UsageError where a clause that was to be broken is gone; it then goes on with what it had.
   */
  reload(): Promise<readonly string[]>;
  /** Stops it: requests under way get a moment to finish. */
  close(): Promise<void>;
}

/** Seeds end there, as `--seed` does. */
const seedsMax = 2 ** 32;

const listenReasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use. Choose another port, or 0 for a free one',
  EACCES: 'may not be used by this user. Choose a port above 1023',
  EADDRNOTAVAIL: 'is no address of this machine. Choose another host',
  ENOTFOUND: 'is unknown. Choose another host',
};

const listenOrSay = async (options: HttpServerOptions): Promise<HttpServer> => {
  try {
    return await listen(options);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const reason = listenReasons[code];
    if (reason === undefined) throw cause;
    throw new UsageError(`${options.host}:${options.port} ${reason} (${code}).`, { cause });
  }
};

/** A URL that leads to a host and port: one that means "every address" is written as the loopback address. */
const urlOf = (host: string, port: number): string => {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`;
};

/**
 * Starts a server that responds as the contracts say, each API under its id, with Prism as the contract engine. See `startMock` of the package.
 *
 * @throws {UsageError} for wrong options, a host or port that can't be used, unknown APIs, and contracts that Prism can't read
 * @throws {ContractError} for a contract that can't be read. Both messages can be shown as they stand.
 */
export const startMock = async (options: MockOptions = {}): Promise<Mock> => {
  const settings = readOptions(options);
  const selection = { apis: settings.apis, files: settings.contracts, allowRefs: settings.allowRefs };
  const closing = new AbortController();
  const seed = settings.seed ?? randomInt(seedsMax);
  const begin = (contracts: readonly Contract[]): Serving =>
    serve(contracts, { ...settings, seed }, { closing: closing.signal, seeded: settings.seed !== undefined });
  const select = async (): Promise<readonly Contract[]> => {
    const contracts = await selectContracts(selection);
    for (const contract of contracts) checkReadable(contract);
    return contracts;
  };
  let serving = begin(await select());
  const { host, port, bodyLimitBytes } = settings;
  const answer: Answer = (request) => serving.answer(request);
  const bodyBytesMax: HttpServerOptions['bodyBytesMax'] = (request) =>
    takesState(request, settings.controlToken) ? Math.max(stateBytesMax, bodyLimitBytes) : bodyLimitBytes;
  const server = await listenOrSay({ host, port, bodyBytesMax, answer });

  const stopWarning = warnOfPatterns(() => serving.contracts, settings.warn);
  let reloading: Promise<unknown> = Promise.resolve();
  const reload = async (): Promise<readonly string[]> => {
    const before = new Map(serving.contracts.map((contract) => [contract.id, JSON.stringify(contract.document)]));
    const contracts = await select();
    const after = new Map(contracts.map((contract) => [contract.id, JSON.stringify(contract.document)]));
    const ids = [...new Set([...before.keys(), ...after.keys()])];
    const changed = ids.filter((id) => before.get(id) !== after.get(id));
    if (changed.length > 0) serving = begin(contracts);
    return changed;
  };
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing.abort();
    stopWarning();
    closed ??= server.close();
    return closed;
  };
  return {
    url: urlOf(host, server.port),
    seed,
    get contracts() {
      return serving.contracts;
    },
    reset: (session = '') => serving.sessions.reset(session),
    requests: (filter = {}) => serving.journal.entries(filter),
    unmet: (filter = {}) => unmetAnswers(serving.contracts, serving.journal.met(), filter),
    break(...clauses) {
      checkBreaks({ contracts: serving.contracts, stateless: settings.stateless }, clauses);
      serving.sessions.setFaults('', { ...faultsOf(settings), break: clauses });
    },
    reload() {
      // One after the other, so that the last change counts.
      const reloaded = reloading.then(reload);
      reloading = reloaded.catch(() => {});
      return reloaded;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
