import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { ContractError } from './contract-error.ts';

/** Larger than the largest public OpenAPI documents (some 10 MiB), small enough to be read at once. */
const contractBytesMax = 32 * 1024 * 1024;

/** A file's text, or why it has none that can be read: a sentence. */
export type FileText = { readonly text: string; readonly bytes: number } | { readonly unreadable: string };

const tooLarge = (bytes: number): FileText => ({
  unreadable: `This file has ${bytes} bytes; ${contractBytesMax} are read at most.`,
});

/** A device or a pipe may never end. */
const whyNoFile = (stats: { isFile(): boolean; isDirectory(): boolean }): string | null => {
  if (stats.isFile()) return null;
  return stats.isDirectory() ? 'This is a folder.' : 'This is not a regular file.';
};

const decoded = (bytes: Uint8Array): FileText => {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), bytes: bytes.length };
  } catch {
    return { unreadable: 'This file is not text in UTF-8.' };
  }
};

const textOf = async (file: FileHandle): Promise<FileText> => {
  const stats = await file.stat();
  const why = whyNoFile(stats);
  if (why !== null) return { unreadable: why };
  if (stats.size > contractBytesMax) return tooLarge(stats.size);
  const buffer = Buffer.alloc(stats.size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) return decoded(buffer.subarray(0, length));
    length += bytesRead;
    // Files such as those of /proc say that they are empty, and aren't: what they hold is made while it is read.
    if (length > stats.size) return { unreadable: 'This is not a regular file: it holds more than it says.' };
  }
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  ERR_INVALID_ARG_VALUE: 'No file can have this name.',
};

/** Reads the text of a regular file of bounded size. Whatever the path leads to, reading ends. */
export const readFileText = async (path: string): Promise<FileText> => {
  try {
    // Before it is opened, since to open a device may be to use it.
    const why = whyNoFile(await stat(path));
    if (why !== null) return { unreadable: why };
    // Without waiting, should a pipe have taken its place.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return await textOf(file);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { unreadable: reasons[code] ?? `This file cannot be read (${code}).` };
  }
};

/** Reads the text of a contract file. Throws a ContractError where there is none, or too much. */
export const readText = async (file: string): Promise<string> => {
  const read = await readFileText(file);
  if ('text' in read) return read.text;
  const next = 'Give the path of an OpenAPI 3.1 file in YAML or JSON.';
  throw new ContractError(file, [{ line: null, message: read.unreadable, next }]);
};
