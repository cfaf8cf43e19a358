import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** What a file holds, or why that can't be read: a sentence without its end. */
export type FileBytes = { readonly bytes: Buffer } | { readonly unreadable: string };

/** A device or a pipe may never end. */
const whyNoFile = (stats: { isFile(): boolean; isDirectory(): boolean }): string | null => {
  if (stats.isFile()) return null;
  return stats.isDirectory() ? 'This is a folder' : 'This is not a regular file';
};

const bytesOf = async (file: FileHandle, bytesMax: number): Promise<FileBytes> => {
  const stats = await file.stat();
  const why = whyNoFile(stats);
  if (why !== null) return { unreadable: why };
  if (stats.size > bytesMax) {
    return { unreadable: `This file has ${stats.size} bytes; ${bytesMax} are read at most` };
  }
  const buffer = Buffer.alloc(stats.size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) return { bytes: buffer.subarray(0, length) };
    length += bytesRead;
    // Files such as those of /proc say that they are empty, and aren't: what they hold is made while it is read.
    if (length > stats.size) return { unreadable: 'This is not a regular file: it holds more than it says' };
  }
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  ERR_INVALID_ARG_VALUE: 'No file can have this name',
};

/** Reads a regular file of bounded size. Whatever the path leads to, reading ends. */
export const readRegularFile = async (path: string, bytesMax: number): Promise<FileBytes> => {
  try {
    // Before it is opened, since to open a device may be to use it.
    const why = whyNoFile(await stat(path));
    if (why !== null) return { unreadable: why };
    // Without waiting, should a pipe have taken its place.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return await bytesOf(file, bytesMax);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { unreadable: reasons[code] ?? `This file cannot be read (${code})` };
  }
};
