import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { type FileText, readFileText } from './read-text.ts';
import { UsageError } from './usage-error.ts';

/** The folders in which references of a contract may lead to files. */
export interface ReferenceFolders {
  /** Reads a file, unless it is none that a reference may lead to: then it says why, and nothing is known of the file. */
  read(path: string): Promise<FileText | 'elsewhere' | 'hidden'>;
}

const isBelow = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** Whether a way from a folder passes something whose name begins with a dot: credentials and histories stand there, and no contract does. */
const isHidden = (folder: string, path: string): boolean =>
  relative(folder, path)
    .split(sep)
    .some((segment) => segment.startsWith('.'));

const realFolder = async (folder: string): Promise<string> => {
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (isFolder) return realpath(folder);
  throw new UsageError(
    `There is no folder ${JSON.stringify(folder)} in which references could be allowed (--allow-refs).`,
  );
};

/**
 * Returns the folders in which a contract's references may lead to files: its own, and those that are allowed beside it.
 *
 * A contract may come from a stranger, and much of what it says is shown and sent, so that a file elsewhere must not become part
 * of it. A link counts as what it leads to.
 *
 * @throws {UsageError} where one of them is no folder.
 */
export const referenceFolders = async (file: string, allowed: readonly string[]): Promise<ReferenceFolders> => {
  const named = [dirname(file), ...allowed].map((folder) => resolve(folder));
  const real = await Promise.all([realpath(dirname(file)), ...allowed.map(realFolder)]);
  return {
    async read(path) {
      // First by its name alone: merely to look for a file elsewhere may call another machine, or tell what is there.
      if (![...named, ...real].some((folder) => isBelow(folder, path))) return 'elsewhere';
      const realPath = await realpath(path).catch((error: NodeJS.ErrnoException) => error);
      if (realPath instanceof Error) return readFileText(path);
      const above = real.filter((folder) => isBelow(folder, realPath));
      if (above.length === 0) return 'elsewhere';
      if (above.every((folder) => isHidden(folder, realPath))) return 'hidden';
      // The very path that was judged is read, so that no link can be changed in between.
      return readFileText(realPath);
    },
  };
};
