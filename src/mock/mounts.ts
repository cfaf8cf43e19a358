import type { Contract } from '../clauses/contract.ts';
import type { Engine } from './engine.ts';
import type { FlawedAnswer } from './flawed-answer.ts';

/** One API, where it is served. */
export interface Mount {
  readonly contract: Contract;
  /** Whether nothing is remembered of it. */
  readonly stateless: boolean;
  /** Created on first use, because Prism takes time to read a contract. */
  engine(): Promise<Engine>;
  /** Created when the first clause is switched to broken. */
  flawedAnswer(): FlawedAnswer;
}

/** A mount, with the rest of the path, which begins with a slash. */
export interface Mounted {
  readonly mount: Mount;
  readonly path: string;
}

/**
 * Finds the API that a path belongs to: the one that its first segment names. If only one API is mounted, it also gets the
 * paths without its name, and those of its own paths that happen to begin with it.
 */
export const findMount = async (mounts: readonly Mount[], path: string): Promise<Mounted | null> => {
  const [, id = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const mount = mounts.find(({ contract }) => contract.id === id);
  const named = mount === undefined ? null : { mount, path: rest === '' ? '/' : rest };
  const [lone, ...others] = mounts;
  if (lone === undefined || others.length > 0) return named;
  if (named === null) return { mount: lone, path };
  const { hasPath } = await lone.engine();
  return !hasPath(named.path) && hasPath(path) ? { mount: lone, path } : named;
};
