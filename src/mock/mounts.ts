import type { Contract } from '../contract/contract.ts';
import type { Engine } from './engine.ts';
import type { BreakAnswer } from './faults/break-answer.ts';

/** One API, where it is served. */
export interface Mount {
  readonly contract: Contract;
  readonly engine: Engine;
  readonly breakAnswer: BreakAnswer;
}

/** A mount, with the rest of the path, which begins with a slash. */
export interface Mounted {
  readonly mount: Mount;
  readonly path: string;
}

/**
 * Finds the API that a path belongs to: the one that its first segment names. A lone API has all paths that aren't such, and
 * those of its own that happen to begin with its name.
 */
export const findMount = (mounts: readonly Mount[], path: string): Mounted | null => {
  const [, id = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const mount = mounts.find(({ contract }) => contract.id === id);
  const named = mount === undefined ? null : { mount, path: rest === '' ? '/' : rest };
  const [lone, ...others] = mounts;
  if (lone === undefined || others.length > 0) return named;
  const isOwn = named === null || (!lone.engine.hasPath(named.path) && lone.engine.hasPath(path));
  return isOwn ? { mount: lone, path } : named;
};
