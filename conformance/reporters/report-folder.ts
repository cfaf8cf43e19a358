import { access, constants, lstat, mkdir, open, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../src/document/usage-error.ts';
import { writeWhole } from '../../src/write-whole.ts';

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

/** Causes that are told in words; of any other, the file system's name is as good. */
const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'files of this size are not allowed',
  EROFS: 'it is on a disk that is only read',
  ENOENT: 'its folder is gone',
};

const reasonOf = (cause: unknown): string => {
  const { code = String(cause) } = cause as NodeJS.ErrnoException;
  const words = causes[code];
  return words === undefined ? code : `${code}: ${words}`;
};

const problemAt = (path: string, reason: string, cause?: unknown): UsageError =>
  new UsageError(`The report cannot be written to ${path} (${reason}). Give another folder with --report.`, { cause });

const orSay = async (path: string, action: () => Promise<void>): Promise<void> => {
  try {
    await action();
  } catch (cause) {
    throw cause instanceof UsageError ? cause : problemAt(path, reasonOf(cause), cause);
  }
};

/** The files of a report, each with what stands near its beginning, whatever the version. */
const beginnings = {
  'report.json': '"tool": "webhook-contracts',
  'junit.xml': '<testsuites name="conformance"',
  'report.html': '<title>Conformance report',
} as const;

type ReportFile = keyof typeof beginnings;

const reportFiles = Object.keys(beginnings) as readonly ReportFile[];

/** Many times as far as the beginnings above stand from that of the file. */
const beginningBytes = 4096;

const beginningOf = async (file: string): Promise<string> => {
  await using handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0);
  return buffer.toString('utf8', 0, bytesRead);
};

/** Throws where a file can't be written, or isn't a report's to replace. */
const checkFile = async (file: string, name: ReportFile): Promise<void> => {
  const stats = await lstat(file).catch(() => null);
  if (stats === null) return;
  if (stats.isDirectory()) throw Object.assign(new Error(file), { code: 'EISDIR' });
  if (!stats.isFile()) throw problemAt(file, 'a link or a device stands there');
  await access(file, constants.W_OK);
  const beginning = await beginningOf(file);
  if (beginning !== '' && !beginning.includes(beginnings[name]))
    throw problemAt(file, 'a file stands there that is no report of this tool');
};

/**
 * Makes the folder of a report where it isn't there, and sees that its files can be written, so that a run isn't lost for want of it.
 *
 * @throws {UsageError} where that can't be, or would replace something else than an earlier report.
 */
export const prepareReportFolder = async (folder: string): Promise<void> => {
  if (folder === '') throw new UsageError('--report is empty. Give the path of a folder.');
  await orSay(folder, async () => {
    await makeFolder(resolve(folder));
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK);
  });
  for (const name of reportFiles) {
    const file = join(folder, name);
    await orSay(file, () => checkFile(file, name));
  }
};

/** What became of a file of a report: where it is, or why it isn't there, a sentence. */
export type WrittenFile = { readonly path: string } | { readonly problem: string };

/** Writes one file of a report as a whole, or not at all. */
export const writeReportFile = async (folder: string, name: ReportFile, text: string): Promise<WrittenFile> => {
  const path = join(folder, name);
  try {
    await writeWhole(path, text);
    return { path };
  } catch (error) {
    return { problem: problemAt(path, reasonOf(error)).message };
  }
};
