import { isIP } from 'node:net';
import { UsageError } from '../document/usage-error.ts';
import { type Failure, failures } from './faults/faults.ts';
import type { RequestRecord } from './journal/request-record.ts';
import { bodyBytesDefault } from './settings/limits.ts';
import { numberRanges, rangeMistake } from './settings/number-ranges.ts';

/** What can be asked of a mock; all of it is optional. */
export interface MockOptions {
  /** Ids of built-in contracts, or of those in `contracts`; all built-in ones by default. */
  readonly apis?: readonly string[] | undefined;
  /** Contract files. They replace the built-in ones, unless `apis` names some of those too. */
  readonly contracts?: readonly string[] | undefined;
  /** Folders beside a contract's own in which its references may lead to files. */
  readonly allowRefs?: readonly string[] | undefined;
  /** Where it listens: 127.0.0.1 by default. Beyond the loopback interface, `controlToken` is required. */
  readonly host?: string | undefined;
  /** 0, which is the default, takes a free one. */
  readonly port?: number | undefined;
  /** With `apiKey`, the only credentials that are accepted; without both, any well-formed ones are. */
  readonly token?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Generated values and failures repeat with it. */
  readonly seed?: number | undefined;
  /** How long every answer of an API is held back. */
  readonly delayMs?: number | undefined;
  /** The share of requests to an API that fails, from 0 to 1. */
  readonly failRate?: number | undefined;
  /** How those requests fail: refused with 503, which is the default, or 429, both with Retry-After; or by a connection that is dropped. */
  readonly failWith?: Failure | undefined;
  /** Ids of clauses that are broken, each alone. */
  readonly break?: readonly string[] | undefined;
  /** Whether nothing is remembered: pure Prism, with examples and schemas. */
  readonly stateless?: boolean | undefined;
  /** Whether it starts without resources, where by default each API holds its documented example. */
  readonly empty?: boolean | undefined;
  /** The largest body it takes. */
  readonly bodyLimitBytes?: number | undefined;
  /** What `/__mock/` asks for. */
  readonly controlToken?: string | undefined;
  /** Whether each answer is checked against the contract, and replaced by a 500 where it breaks it. */
  readonly checkOutput?: boolean | undefined;
  /** Is told of every request. */
  readonly log?: ((record: RequestRecord) => void) | undefined;
  /** Is told, in a sentence, of what of a contract the mock can't judge any more. By default such a sentence is a warning of the process. */
  readonly warn?: ((message: string) => void) | undefined;
}

const isLoopback = (host: string): boolean => host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const checkNumbers = (options: MockOptions): void => {
  for (const [name, range] of Object.entries(numberRanges)) {
    const value = options[name as keyof typeof numberRanges];
    const mistake = value === undefined ? null : rangeMistake(value, range);
    if (mistake !== null) throw new UsageError(`${name} ${mistake}, and is ${value}.`);
  }
};

/** Checks a mock's options, and gives them with the defaults filled in. Throws a UsageError that names the option. */
export const readOptions = (options: MockOptions) => {
  checkNumbers(options);
  for (const name of ['host', 'token', 'apiKey', 'controlToken'] as const) {
    if (options[name] === '') throw new UsageError(`${name} is empty. Leave it out, or give it a value.`);
  }
  const { failWith = '503' } = options;
  if (!failures.includes(failWith)) {
    throw new UsageError(`failWith is ${JSON.stringify(failWith)}. It can be: ${failures.join(', ')}.`);
  }
  // Two addresses bear that name, and one server listens at one.
  const host = options.host === undefined || options.host === 'localhost' ? '127.0.0.1' : options.host;
  if (!isLoopback(host) && options.controlToken === undefined) {
    throw new UsageError(
      `Others can reach ${host}, so that the mock's control (/__mock/) needs a token: give a control token (--control-token), or listen at 127.0.0.1.`,
    );
  }
  return {
    ...options,
    warn: options.warn ?? ((message: string) => process.emitWarning(message)),
    host,
    port: options.port ?? 0,
    delayMs: options.delayMs ?? 0,
    failRate: options.failRate ?? 0,
    failWith,
    break: options.break ?? [],
    bodyLimitBytes: options.bodyLimitBytes ?? bodyBytesDefault,
    checkOutput: options.checkOutput ?? false,
    stateless: options.stateless ?? false,
    empty: options.empty ?? false,
  };
};

/** Options that were checked. */
export type MockSettings = ReturnType<typeof readOptions>;
