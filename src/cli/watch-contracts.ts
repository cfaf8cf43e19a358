import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from '../package-folder.ts';

/** Editors write a file in several steps; this long after the last one it is whole. */
const settledMs = 150;

const isContract = (name: string | null): boolean => name === null || /\.(ya?ml|json)$/.test(name);

/** The folders of contract files; where none are given, or built-in ones are named beside them, that of the built-in ones too. */
const foldersOf = (files: readonly string[], apis: readonly string[]): readonly string[] => {
  const builtIn = files.length === 0 || apis.length > 0 ? [join(packageFolder(), 'openapi')] : [];
  return [...new Set([...files.map((file) => dirname(file)), ...builtIn])];
};

/** Watches the folders of contract files, and tells when a file in them changed that may be one, or part of one. Gives what ends it. */
export const watchContracts = (
  { files, apis }: { readonly files: readonly string[]; readonly apis: readonly string[] },
  changed: () => void,
): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const watchers: readonly FSWatcher[] = foldersOf(files, apis).map((folder) =>
    watch(folder, (_event, name) => {
      if (!isContract(name)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, settledMs);
    }),
  );
  // A folder that went away tells of nothing any more; the mock goes on.
  for (const watcher of watchers) watcher.on('error', () => watcher.close());
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
};
