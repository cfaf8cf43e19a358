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

/** What has to change in the files that are there for them to be the wanted ones, in the order of their paths. What wasn't generated is never left over; where a wanted file belongs, it is in the way. */
export const changesBetween = (there: GeneratedFiles, wanted: GeneratedFiles): readonly Change[] => {
  const changed = [...wanted]
    .filter(([path, text]) => there.get(path) !== text)
    .map(([path, text]): Change => ({ path, reason: there.has(path) ? 'stale' : 'missing', text }));
  const leftOver = [...there]
    .filter(([path, text]) => !wanted.has(path) && isGenerated(text))
    .map(([path]): Change => ({ path, reason: 'left over', text: null }));
  return [...changed, ...leftOver].toSorted((a, b) => (a.path < b.path ? -1 : 1));
};

/** The paths at which files that weren't generated are in the way of wanted ones. */
export const inTheWay = (there: GeneratedFiles, wanted: GeneratedFiles): readonly string[] =>
  [...wanted.keys()].filter((path) => {
    const own = there.get(path);
    return own !== undefined && own !== wanted.get(path) && !isGenerated(own);
  });
