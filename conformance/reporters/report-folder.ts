import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../src/contract/usage-error.ts';

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
};

/** Makes a folder with its parents, one by one: the file system's own recursion doesn't end where a parent can't be made. */
const makeFolder = async (folder: string): Promise<void> => {
  if (await exists(folder)) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
};

const orSay = async (folder: string, action: () => Promise<void>): Promise<void> => {
  try {
    await action();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The report cannot be written to ${folder} (${code}). Give another folder with --report.`, {
      cause,
    });
  }
};

/** Makes the folder of a report where it isn't there, so that a run isn't lost for want of it. Throws a UsageError where that can't be. */
export const prepareReportFolder = (folder: string): Promise<void> => orSay(folder, () => makeFolder(resolve(folder)));

/** Writes one file of a report and gives its path. Throws a UsageError where it can't be written. */
export const writeReportFile = async (folder: string, name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await orSay(folder, () => writeFile(file, text));
  return file;
};
