import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
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

const orSay = async (path: string, action: () => Promise<void>): Promise<void> => {
  try {
    await action();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The report cannot be written to ${path} (${code}). Give another folder with --report.`, {
      cause,
    });
  }
};

/** The files of a report. */
export const reportFiles = ['report.json', 'junit.xml', 'report.html'] as const;

/** Throws where a file can't be written, or isn't one. */
const checkFile = async (file: string): Promise<void> => {
  if (!(await exists(file))) return;
  if ((await stat(file)).isDirectory()) throw Object.assign(new Error(file), { code: 'EISDIR' });
  await access(file, constants.W_OK);
};

/** Makes the folder of a report where it isn't there, and sees that its files can be written, so that a run isn't lost for want of it. Throws a UsageError where that can't be. */
export const prepareReportFolder = async (folder: string): Promise<void> => {
  if (folder === '') throw new UsageError('--report is empty. Give the path of a folder.');
  await orSay(folder, async () => {
    await makeFolder(resolve(folder));
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK);
  });
  for (const name of reportFiles) {
    const file = join(folder, name);
    await orSay(file, () => checkFile(file));
  }
};

/** Writes one file of a report and gives its path. Throws a UsageError where it can't be written. */
export const writeReportFile = async (
  folder: string,
  name: (typeof reportFiles)[number],
  text: string,
): Promise<string> => {
  const file = join(folder, name);
  await orSay(file, () => writeFile(file, text));
  return file;
};
