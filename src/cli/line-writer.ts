import { shownLines } from './output.ts';

/** Writes lines to a stream, in their order. */
export type LineWriter = (line: string) => void;

/**
 * Makes a writer that gathers the lines of one turn of the event loop and writes them together: to write costs as much for a
 * hundred lines as for one. What is gathered when the process exits is written then, at once, as Node writes to files and pipes.
 */
export const createLineWriter = (stream: NodeJS.WritableStream): LineWriter => {
  let gathered = '';
  const flush = (): void => {
    const text = gathered;
    gathered = '';
    if (text !== '') stream.write(text);
  };
  process.on('exit', flush);
  return (line) => {
    if (gathered === '') setImmediate(flush);
    gathered += `${shownLines(line, stream)}\n`;
  };
};
