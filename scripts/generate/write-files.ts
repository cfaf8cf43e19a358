import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Change } from './changes.ts';
import { fileNames, type GeneratedFiles } from './generated-files.ts';

/** Gives undefined where there is no such file or folder. */
const ifThere = async <T>(reading: Promise<T>): Promise<T | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Reads the files of a folder that stand where generated ones do. A folder that isn't there holds none. */
export const readFolder = async (folder: string): Promise<GeneratedFiles> => {
  const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? [];
  const files = new Map<string, string>();
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    for (const fileName of fileNames) {
      const text = await ifThere(readFile(join(folder, name, fileName), 'utf8'));
      if (text !== undefined) files.set(`${name}/${fileName}`, text);
    }
  }
  return files;
};

/** Makes the changes in a folder, and removes the folders that they leave empty. */
export const applyChanges = async (folder: string, changes: readonly Change[]): Promise<void> => {
  for (const { path, text } of changes) {
    const file = join(folder, path);
    if (text === null) {
      await rm(file);
      // It fails where something else is in there, which then stays.
      await rmdir(dirname(file)).catch(() => undefined);
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
};
