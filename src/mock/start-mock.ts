import { randomInt } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Contract } from '../contract/contract.ts';
import { selectContracts } from '../contract/select-contracts.ts';
import { UsageError } from '../contract/usage-error.ts';
import { createAnswerer } from './answer-request.ts';
import { createEngine } from './engine.ts';
import { createBreakAnswer } from './faults/break-answer.ts';
import { breakMistake, faultsOf } from './faults/faults.ts';
import { type HttpServer, type HttpServerOptions, listen } from './http-server.ts';
import { createJournal, type JournalEntry, type JournalFilter } from './journal.ts';
import { createSessions } from './memory/sessions.ts';
import { type MockOptions, readOptions } from './options.ts';

/** A fake server that listens. */
export interface Mock extends AsyncDisposable {
  /** Without a trailing slash; an API is served at `${url}/${id}`. */
  readonly url: string;
  /** What it serves. */
  readonly contracts: readonly Contract[];
  /** Puts a session's state back to how it began; without a name, that of the requests that name none. */
  reset(session?: string): void;
  /** Gives the latest requests with their answers, oldest first; those that have all the values of the filter. */
  requests(filter?: JournalFilter): readonly JournalEntry[];
  /** Breaks exactly these clauses from now on, until the next call or a reset; none at all without any. Throws a UsageError for one that can't be broken. */
  break(...clauses: readonly string[]): void;
  /** Stops it: requests under way get a moment to finish. */
  close(): Promise<void>;
}

const checkBreaks = (contracts: readonly Contract[], clauses: readonly string[]): void => {
  const [mistake] = clauses.flatMap((id) => breakMistake(contracts, id) ?? []);
  if (mistake !== undefined) throw new UsageError(mistake);
};

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

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Gives a URL that leads to a host and port: one that means "every address" is written as the loopback address. */
const urlOf = (host: string, port: number): string => {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`;
};

/**
 * Starts a server that answers as the contracts say, each API under its id, with Prism as the contract engine.
 *
 * Throws a UsageError for options that can't be, a host or port that can't be had, and unknown APIs; and a ContractError for
 * a contract that can't be read. Both messages can be shown as they stand.
 */
export const startMock = async (options: MockOptions = {}): Promise<Mock> => {
  const settings = readOptions(options);
  const contracts = await selectContracts({ apis: settings.apis, files: settings.contracts });
  const engineOptions = {
    accepted: { token: settings.token, apiKey: settings.apiKey },
    seed: settings.seed === undefined ? undefined : String(settings.seed),
    checkOutput: settings.checkOutput,
    stateless: settings.stateless,
  };
  const mounts = contracts.map((contract) => ({
    contract,
    engine: once(() => createEngine(contract, engineOptions)),
    breakAnswer: createBreakAnswer(contract),
  }));
  const closing = new AbortController();
  const { host, port, bodyLimitBytes } = settings;
  const seed = settings.seed ?? randomInt(seedsMax);
  const faults = faultsOf(settings);
  checkBreaks(contracts, faults.break);
  const sessions = createSessions(contracts, { empty: settings.empty, seed, faults });
  const journal = createJournal();
  const answer = createAnswerer({ mounts, sessions, journal, settings: { ...settings, seed } }, closing.signal);
  const server = await listenOrSay({ host, port, bodyBytesMax: bodyLimitBytes, answer });

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing.abort();
    closed ??= server.close();
    return closed;
  };
  return {
    url: urlOf(host, server.port),
    contracts,
    reset: (session = '') => sessions.reset(session),
    requests: (filter = {}) => journal.entries(filter),
    break(...clauses) {
      checkBreaks(contracts, clauses);
      sessions.misbehave('', { ...faults, break: clauses });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
