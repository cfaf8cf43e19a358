import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../../src/contract/usage-error.ts';

const orSay = async <Value>(file: string, action: () => Promise<Value>): Promise<Value> => {
  try {
    return await action();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The baseline ${file} cannot be written (${code}). Give another file with --baseline.`, {
      cause,
    });
  }
};

/** Gives the file that is replaced: a link to one stays, and what it leads to is written. */
const replacedBy = (file: string): Promise<string> => realpath(file).catch(() => file);

/** Makes sure that a baseline can be written, so that a run isn't lost for want of it. Throws a UsageError where it can't. */
export const prepareBaselineFile = (file: string): Promise<void> =>
  orSay(file, async () => {
    const real = await replacedBy(file);
    await access(dirname(real), constants.W_OK);
    await access(real, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
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
    const temporary = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
    try {
      await writeFile(temporary, text, { flush: true, ...(mode === undefined ? {} : { mode }) });
      await rename(temporary, real);
    } finally {
      await rm(temporary, { force: true });
    }
  });
