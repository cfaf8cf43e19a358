import { format, styleText } from 'node:util';
import { visibleJson, visibleLine } from '../visible.ts';

/** The styles that commands use; any other control sequence comes from outside, and is shown as text. */
const styles = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const;

const styleCodes = styles.flatMap((style) => styleText(style, '|', { validateStream: false }).split('|'));

const anyStyleCode = new RegExp(`(${[...new Set(styleCodes)].map((code) => code.replace('[', '\\[')).join('|')})`);

const isStyled = (stream: NodeJS.WritableStream): boolean => styleText('bold', '|', { stream }) !== '|';

/** What GitHub's runner takes for the beginning of a command: two colons, after spaces or styles. */
const command = new RegExp(`^((?:\\s|${anyStyleCode.source})*):(?=:)`);

/**
 * Keeps GitHub's runner from taking a line for a command of a workflow. It looks for `::` at the beginning, and for `##[` anywhere
 * (actions/runner, ActionCommand.cs).
 */
const muted = (line: string): string => line.replace(command, '$1‹U+003A›').replaceAll('##[', '#‹U+0023›[');

/** One line of ASCII that no runner could take for a command: most lines are, and the log of a mock has one for each request. */
const isPlain = (text: string): boolean =>
  /^[\t\x20-\x7e]*$/.test(text) && !text.includes('::') && !text.includes('##[');

/** Shows lines as they may stand in the output of a command, whatever a contract, a target or an argument has put into them. */
export const shownLines = (text: string, stream: NodeJS.WritableStream): string => {
  if (isPlain(text)) return text;
  return text
    .split('\n')
    .map((line) => {
      if (!isStyled(stream)) return muted(visibleLine(line));
      // Every other part is a code, since the expression that splits them captures it.
      return muted(
        line
          .split(anyStyleCode)
          .map((part, index) => (index % 2 === 0 ? visibleLine(part) : part))
          .join(''),
      );
    })
    .join('\n');
};

/** Makes what writes lines to a stream. All output of commands goes through it, but for `printCommand`. */
export const printerTo =
  (stream: NodeJS.WritableStream) =>
  (lines: string): void =>
    void stream.write(`${shownLines(lines, stream)}\n`);

/** Writes lines to stdout. */
export const print = printerTo(process.stdout);

/** Writes lines to stderr. */
export const printError = printerTo(process.stderr);

/** Has all that others write to the terminal, libraries and Node itself, go through `printError`: it may quote a contract, too. */
export const captureOthers = (): void => {
  const say = (...values: readonly unknown[]): void => printError(format(...values));
  for (const method of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const) console[method] = say;
  // There is no listener where the user wants to see no warnings.
  if (process.listenerCount('warning') === 0) return;
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => printError(`${name}: ${visibleLine(message)}`));
};

/** Writes a value to stdout as JSON that says exactly what it is. */
export const printJson = (value: unknown): void => print(visibleJson(value, 2));

/** Writes a command of a workflow to stdout: our own, in which nothing from outside stands unescaped (`workflow-command.ts`). */
export const printCommand = (line: string): void => void process.stdout.write(`${line}\n`);
