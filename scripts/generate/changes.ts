import type { GeneratedFiles } from './generated-files.ts';
import { isGenerated } from './header.ts';

/** A file that isn't what its contract gives. */
export interface Change {
  /** Inside the folder of generated files. */
  readonly path: string;
  readonly reason: 'missing' | 'stale' | 'left over';
  /** What it has to be; null where it has to go. */
  readonly text: string | null;
}

/** Gives what has to change in the files that are there for them to be the wanted ones, in the order of their paths. What wasn't generated stays. */
export const changesBetween = (there: GeneratedFiles, wanted: GeneratedFiles): readonly Change[] => {
  const changed = [...wanted]
    .filter(([path, text]) => there.get(path) !== text)
    .map(([path, text]): Change => ({ path, reason: there.has(path) ? 'stale' : 'missing', text }));
  const leftOver = [...there]
    .filter(([path, text]) => !wanted.has(path) && isGenerated(text))
    .map(([path]): Change => ({ path, reason: 'left over', text: null }));
  return [...changed, ...leftOver].toSorted((a, b) => (a.path < b.path ? -1 : 1));
};
