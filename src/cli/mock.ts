import { Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../document/usage-error.ts';
import { invocation } from '../invocation.ts';
import { type Failure, failures } from '../mock/faults/faults.ts';
import { telling } from '../mock/http/sample-request.ts';
import { curlLine, type ShownCredentials } from '../mock/journal/curl-line.ts';
import { type RequestRecord, recordLine } from '../mock/journal/request-record.ts';
import type { MockOptions } from '../mock/options.ts';
import { bodyBytesDefault, portDefault } from '../mock/settings/limits.ts';
import { type NumberRange, numberRanges, rangeMistake } from '../mock/settings/number-ranges.ts';
import type { Mock } from '../mock/start-mock.ts';
import { visible, visibleJson, visibleLine } from '../visible.ts';
import { allowRefsOption } from './contract-options.ts';
import { endingSignals } from './ending-signals.ts';
import { exitStatuses } from './exit-status.ts';
import { createLineWriter } from './line-writer.ts';
import { printError } from './output.ts';
import { collected, optionsOf, runCommand } from './run-command.ts';

/** The options as Commander gives them. */
interface CommandOptions {
  readonly port: number;
  readonly host: string;
  readonly api?: readonly string[];
  readonly contract?: readonly string[];
  readonly allowRefs?: readonly string[];
  readonly token?: string;
  readonly apiKey?: string;
  readonly controlToken?: string;
  readonly stateless?: true;
  readonly empty?: true;
  readonly seed?: number;
  readonly delay?: number;
  readonly fail?: number;
  readonly failWith?: Failure;
  readonly break?: readonly string[];
  readonly bodyLimit: number;
  readonly watch?: true;
  readonly json?: true;
  readonly verbose?: true;
}

const numberIn = (range: NumberRange) => (text: string) => {
  const value = /^-?\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  const mistake = rangeMistake(value, range);
  if (mistake !== null) throw new InvalidArgumentError(`It ${mistake}.`);
  return value;
};

const command = new Command(invocation('mock'))
  .description(
    'Serves each API under its id, with answers from its contract. SIGINT, SIGTERM and SIGHUP stop it, with exit status 0; a second one ends it at once.',
  )
  .option('--port <n>', 'where it listens; 0 takes a free port', numberIn(numberRanges.port), portDefault)
  .option('--host <host>', 'where it listens; beyond 127.0.0.1 only with --control-token', '127.0.0.1')
  .option('--api <id>', 'which API it serves; repeatable (default: all)', collected)
  .option('--contract <file>', 'an OpenAPI 3.1 file to serve instead; repeatable', collected)
  .addOption(allowRefsOption())
  .option('--token <token>', 'with --api-key, the only credentials accepted (default: any well-formed)')
  .option('--api-key <key>', 'see --token')
  .option('--stateless', 'remembers nothing: every answer is an example, or made from its schema')
  .option('--empty', 'starts without resources (default: with the documented example of each)')
  .option('--seed <n>', 'generated values and failures repeat with it', numberIn(numberRanges.seed))
  .option('--delay <ms>', 'how long every answer is held back', numberIn(numberRanges.delayMs))
  .option('--fail <rate>', 'share of requests that fail, from 0 to 1', numberIn(numberRanges.failRate))
  .addOption(
    new Option('--fail-with <how>', 'how they fail: refused with 503 or 429, or by a dropped connection').choices(
      failures,
    ),
  )
  .option('--break <clause>', 'breaks exactly that clause, and nothing else; repeatable', collected)
  .option('--body-limit <bytes>', 'the largest body it takes', numberIn(numberRanges.bodyLimitBytes), bodyBytesDefault)
  .option('--control-token <token>', 'what /__mock/ asks for')
  .option('--watch', 'reads a contract that changed again, and starts afresh from it')
  .option('--json', 'writes the log as JSON, a line a request, and the rest to stderr');

const print = createLineWriter(process.stdout);

/** Writes what is served where, with a line to paste for each API. */
const tableLines = ({ contracts, url }: Mock, options: CommandOptions): readonly string[] => {
  const idLength = Math.max(...contracts.map(({ id }) => id.length));
  const titleLength = Math.max(...contracts.map(({ title }) => title.length));
  return contracts.flatMap((contract) => {
    const baseUrl = `${url}/${contract.id}`;
    const operation = telling(contract);
    return [
      `${contract.id.padEnd(idLength)}  ${contract.title.padEnd(titleLength)}  ${baseUrl}`,
      ...(operation === undefined ? [] : [`  ${curlLine(operation, baseUrl, credentialsToShow(options))}`]),
      ...(contract.resources.length > 0 || options.stateless
        ? []
        : ['  remembers nothing: the contract declares no x-resources']),
      '',
    ];
  });
};

/** Lines that name the faults of this mock, and how to have them again. */
const troubleLines = ({ seed }: Mock, options: CommandOptions): readonly string[] => {
  const troubles = [
    ...(options.break ?? []).map((clause) => `breaks ${clause}`),
    ...(options.fail
      ? [`fails ${options.fail} of all requests with ${options.failWith ?? failures[0]}, as --seed ${seed} has it`]
      : []),
    ...(options.delay ? [`holds every answer back for ${options.delay} ms`] : []),
  ];
  return troubles.length === 0 ? [] : [...troubles.map((trouble) => `On purpose, it ${trouble}.`), ''];
};

/** What was given on the command line is a secret: the shell is to fill it in. */
const credentialsToShow = ({ token, apiKey }: CommandOptions): ShownCredentials =>
  token === undefined && apiKey === undefined
    ? { token: { value: 'any-token' }, apiKey: { value: 'any-key' } }
    : {
        token: token === undefined ? undefined : { variable: 'TOKEN' },
        apiKey: apiKey === undefined ? undefined : { variable: 'API_KEY' },
      };

const requestPrinter =
  ({ json, verbose }: CommandOptions) =>
  ({ stack, ...record }: RequestRecord): void => {
    const isTold = verbose === true && stack !== null;
    if (json === true) print(visibleJson({ event: 'request', ...record, ...(isTold && { stack }) }));
    else print(isTold ? `${recordLine({ ...record, stack })}\n${visible(stack)}` : recordLine({ ...record, stack }));
  };

/** Prints an event to the log: a reload, or a pattern that is not judged any more. */
const eventPrinter =
  ({ json }: CommandOptions) =>
  (event: object, line: string) =>
    json === true ? print(visibleJson(event)) : print(line);

const warningPrinter = (options: CommandOptions) => {
  const say = eventPrinter(options);
  return (message: string): void => say({ event: 'warning', message }, message);
};

const mockOptions = (options: CommandOptions): MockOptions => ({
  apis: options.api,
  contracts: options.contract,
  allowRefs: options.allowRefs,
  host: options.host,
  port: options.port,
  token: options.token,
  apiKey: options.apiKey,
  controlToken: options.controlToken,
  stateless: options.stateless,
  empty: options.empty,
  seed: options.seed,
  delayMs: options.delay,
  failRate: options.fail,
  failWith: options.failWith,
  break: options.break,
  bodyLimitBytes: options.bodyLimit,
  log: requestPrinter(options),
  warn: warningPrinter(options),
});

/** Reads contracts again when they change; one that can't be read changes nothing. */
const startWatching = async (mock: Mock, options: CommandOptions): Promise<() => void> => {
  const { watchContracts } = await import('./watch-contracts.ts');
  const say = eventPrinter(options);
  const reload = async (): Promise<void> => {
    try {
      const apis = await mock.reload();
      if (apis.length === 0) return;
      say(
        { event: 'reloaded', apis },
        `Changed: ${apis.join(', ')}. The mock starts afresh, with nothing that it was told.`,
      );
    } catch (error) {
      const { message } = error as Error;
      say({ event: 'reload-failed', message }, `${message}\nThe mock goes on with the contract that it had.`);
    }
  };
  return watchContracts({ files: options.contract ?? [], apis: options.api ?? [] }, () => void reload());
};

/** Watches if that is asked for. A system that can watch no more files is no error of ours. */
const watching = async (mock: Mock, options: CommandOptions): Promise<() => void> => {
  if (options.watch !== true) return () => {};
  try {
    return await startWatching(mock, options);
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    if (!['ENOSPC', 'EMFILE', 'ENFILE'].includes(code)) throw cause;
    throw new UsageError(
      `The contracts can't be watched: ${message}. Leave out --watch, or allow more watched files.`,
      {
        cause,
      },
    );
  }
};

/** Signals that follow each other so fast are one: npm passes on what the terminal sent to both. */
const sameSignalMs = 200;

const serve = async (options: CommandOptions): Promise<void> => {
  const { startMock } = await import('../mock/start-mock.ts');
  const mock = await startMock(mockOptions(options));
  const stopWatching = await watching(mock, options).catch(async (error: unknown) => {
    // Or it would go on listening, and the process with it.
    await mock.close();
    throw error;
  });
  let stoppedAt: number | null = null;
  const stop = (): void => {
    // Who asks twice doesn't wait for requests under way.
    if (stoppedAt !== null && performance.now() - stoppedAt > sameSignalMs) process.exit(exitStatuses.interrupted);
    if (stoppedAt !== null) return;
    stoppedAt = performance.now();
    stopWatching();
    void mock.close();
  };
  for (const signal of endingSignals) process.on(signal, stop);
  const printLine = options.json === true ? printError : print;
  if (options.json === true) {
    const apis = mock.contracts.map(({ id, title }) => ({ id, title, baseUrl: `${mock.url}/${id}` }));
    print(visibleJson({ event: 'listening', url: mock.url, apis }));
  }
  for (const line of [...tableLines(mock, options), ...troubleLines(mock, options)]) printLine(visibleLine(line));
  printLine(`Listening at ${mock.url}`);
};

/** Serves what the words of the command line name, until it is told to stop. */
export const run = (words: readonly string[]): Promise<void> =>
  runCommand(async () => serve(await optionsOf<CommandOptions>(command, words)), {
    ownErrorStatus: exitStatuses.usage,
  });
