import type { Command, CommanderError } from 'commander';
import { ContractError } from '../document/contract-error.ts';
import { UsageError } from '../document/usage-error.ts';
import { toolName } from '../tool-name.ts';
import { visibleLine } from '../visible.ts';
import { exitStatuses } from './exit-status.ts';
import { captureOthers, print, printError } from './output.ts';

/** Whether `--verbose` is among the words of the command. */
let isVerbose = false;

const tellOwnError = (error: unknown): void => {
  const { message = String(error), stack = '' } = error as Partial<Error>;
  printError(`This is an error in webhook-contracts, not in what you gave it: ${visibleLine(message)}`);
  printError(isVerbose ? stack : 'Run it again with --verbose to see where it happened.');
};

/**
 * Runs the action of a command. A mistake of the user's is told in its own words, with status 2; anything else is an error of ours,
 * which is told as such with status `ownErrorStatus`.
 */
export const runCommand = async (
  action: () => Promise<void>,
  { ownErrorStatus }: { readonly ownErrorStatus: number },
): Promise<void> => {
  captureOthers();
  process.on('uncaughtException', (error) => {
    tellOwnError(error);
    process.exit(ownErrorStatus);
  });
  // Who reads our output may have seen enough (`| head`), or closed the terminal: what is left to do is done all the same, and the status says how it ended.
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!['EPIPE', 'EIO'].includes(error.code ?? '')) process.exit(ownErrorStatus);
  });
  try {
    await action();
  } catch (error) {
    const isMistake = error instanceof UsageError || error instanceof ContractError;
    if (error instanceof ContractError) printError(error.message);
    else if (error instanceof UsageError) printError(visibleLine(error.message));
    else tellOwnError(error);
    process.exitCode = isMistake ? exitStatuses.usage : ownErrorStatus;
  }
};

/** Ends the process as Commander asks for it: after help or a version with 0, after a mistake with ours. */
const exitAsTold = ({ exitCode }: CommanderError): never => process.exit(exitCode === 0 ? 0 : exitStatuses.usage);

/** Reads the words of a command: its options, and the arguments that it declares. */
export const parseWords = async (command: Command, words: readonly string[]): Promise<Command> =>
  command
    .version(await toolName())
    .option('--verbose', 'says where an error of webhook-contracts itself happened')
    .on('option:verbose', () => {
      isVerbose = true;
    })
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => printError(text.trimEnd()),
      // One line, in which a word of the command line is quoted.
      outputError: (text) => printError(visibleLine(text.trimEnd().replace(/\n(?=\(Did you mean)/, ' '))),
    })
    .exitOverride(exitAsTold)
    .parse(words, { from: 'user' });

/** Reads the options of a command that takes nothing else. Throws a UsageError for a word that belongs to none of them. */
export const optionsOf = async <Options extends object>(
  command: Command,
  words: readonly string[],
): Promise<Options> => {
  const { args } = await parseWords(command.allowExcessArguments(), words);
  const [word] = args;
  if (word === undefined) return command.opts<Options>();
  throw new UsageError(
    `${JSON.stringify(word)} belongs to no option. Under npm run, options come after a -- of their own; ${command.name()} --help lists them.`,
  );
};

/** Collects the values of an option that can be given more than once. */
export const collected = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

/** Reads an option's value as a number. Throws a UsageError that names the option where it is none. */
export const numberOption =
  (name: string) =>
  (value: string): number => {
    const number = Number(value);
    if (value.trim() !== '' && Number.isFinite(number)) return number;
    throw new UsageError(`${name} ${JSON.stringify(value)} is no number.`);
  };
