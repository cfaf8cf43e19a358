import { readFile, stat } from 'node:fs/promises';
import { UsageError } from '../../src/document/usage-error.ts';
import type { Baseline } from '../settings/baseline.ts';
import { baselineBytesMax } from '../settings/limits.ts';
import { parseBaseline } from './parse-baseline.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const next = 'Give the path of a text file with a clause a line; --baseline-update writes one.';

const readText = async (file: string): Promise<string> => {
  const stats = await stat(file);
  // A device or a pipe may never end.
  if (stats.isDirectory()) throw new UsageError(`The baseline ${file} is a folder. ${next}`);
  if (!stats.isFile()) throw new UsageError(`The baseline ${file} is not a regular file. ${next}`);
  if (stats.size > baselineBytesMax) {
    throw new UsageError(`The baseline ${file} has ${stats.size} bytes; ${baselineBytesMax} are read at most. ${next}`);
  }
  const bytes = await readFile(file);
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new UsageError(`The baseline ${file} is not text in UTF-8. ${next}`, { cause });
  }
};

/**
 * Reads a baseline file. If the file does not exist and `mayBeMissing` is set, the baseline is empty.
 * Throws a UsageError, which names the file and the line, for one that can't be read or isn't a baseline.
 */
export const readBaseline = async (
  file: string,
  { mayBeMissing }: { readonly mayBeMissing: boolean },
): Promise<Baseline> => {
  try {
    return parseBaseline(await readText(file), file);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' && mayBeMissing) return parseBaseline('', file);
    const why = code === 'ENOENT' ? 'There is no baseline' : `${code} keeps us from reading the baseline`;
    throw new UsageError(`${why} ${file}. ${next}`, { cause });
  }
};
