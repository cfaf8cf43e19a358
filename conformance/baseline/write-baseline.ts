import { appendFile, lstat, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { UsageError } from '../../src/document/usage-error.ts';
import { temporaryFor, writeWhole } from '../../src/write-whole.ts';

const orSay = async <Value>(file: string, action: () => Promise<Value>): Promise<Value> => {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The baseline ${file} cannot be written (${code}). Give another file with --baseline.`, {
      cause,
    });
  }
};

/** The file that is replaced: a link to one stays, and what it leads to is written. */
const replacedBy = (file: string): Promise<string> => realpath(file).catch(() => file);

const isLink = (file: string): Promise<boolean> =>
  lstat(file).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );

/** Makes sure that a baseline can be written, so that a run isn't lost for want of it. Throws a UsageError where it can't. */
export const prepareBaselineFile = (file: string): Promise<void> =>
  orSay(file, async () => {
    if (file === '') throw new UsageError('--baseline is empty. Give the path of a file.');
    const real = await replacedBy(file);
    if (await isLink(real)) throw new UsageError(`The baseline ${file} is a link to a file that is not there.`);
    // What a rename will need is tried with the very name.
    const temporary = temporaryFor(real);
    await writeFile(temporary, '', { flag: 'wx' });
    await rm(temporary, { force: true });
    await appendFile(real, '', { flag: 'r+' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  });

/** Writes a baseline as a whole, or not at all: what was there stays until all of the new one is on the disk. Throws a UsageError where it can't. */
export const writeBaseline = (file: string, text: string): Promise<void> =>
  orSay(file, async () => {
    const real = await replacedBy(file);
    const mode = await stat(real).then(
      (stats) => stats.mode,
      () => undefined,
    );
    await writeWhole(real, text, mode);
  });
