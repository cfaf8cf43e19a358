import { lstat, mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from '../../src/write-whole.ts';
import type { Change } from './changes.ts';
import { GenerateError } from './generate-error.ts';
import { fileNames, type GeneratedFiles } from './generated-files.ts';

/** Does something with a file or folder. Gives undefined where there is none, and throws a GenerateError that names it for what goes wrong. */
const withFile = async <T>(path: string, doing: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await doing();
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === undefined || syscall === undefined) throw cause;
    throw new GenerateError(`${path} can't be read or written (${code}). Move it away, or name another folder.`, {
      cause,
    });
  }
};

/** Refuses what is no folder or no regular file of its own: a link leads to somebody else's, and a pipe never ends. */
const checkKind = async (path: string, kind: 'folder' | 'file'): Promise<boolean> => {
  const found = await withFile(path, () => lstat(path));
  if (found === undefined) return false;
  if (kind === 'folder' ? found.isDirectory() : found.isFile()) return true;
  throw new GenerateError(
    `${path} is no ${kind === 'folder' ? 'folder' : 'regular file'}. Move it away, or name another folder.`,
  );
};

/** Reads the files of a folder that stand where generated ones do. A folder that isn't there holds none. */
export const readFolder = async (folder: string): Promise<GeneratedFiles> => {
  const entries = (await withFile(folder, () => readdir(folder, { withFileTypes: true }))) ?? [];
  const files = new Map<string, string>();
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    for (const fileName of fileNames) {
      const file = join(folder, name, fileName);
      const text = (await checkKind(file, 'file')) ? await withFile(file, () => readFile(file, 'utf8')) : undefined;
      if (text !== undefined) files.set(`${name}/${fileName}`, text);
    }
  }
  return files;
};

/** Makes the changes in a folder, and removes the folders that they leave empty. Nothing is written through a link. */
export const applyChanges = async (folder: string, changes: readonly Change[]): Promise<void> => {
  for (const { path, text } of changes) {
    const file = join(folder, path);
    if (text === null) {
      await rm(file);
      // It fails where something else is in there, which then stays.
      await rmdir(dirname(file)).catch(() => undefined);
    } else {
      if (!(await checkKind(dirname(file), 'folder')))
        await withFile(dirname(file), () => mkdir(dirname(file), { recursive: true }));
      await checkKind(file, 'file');
      await withFile(file, () => writeWhole(file, text));
    }
  }
};
