import type { Contract } from '../clauses/contract.ts';
import type { Engine } from './engine.ts';
import type { FlawedAnswer } from './flawed-answer.ts';

/** One API, where it is served. */
export interface Mount {
  readonly contract: Contract;
  /** Whether nothing is remembered of it. */
  readonly stateless: boolean;
  /** Made when it is first asked for: to have Prism read a contract takes a while, and many a mock is asked for one API of its three. */
  engine(): Promise<Engine>;
  /** Made when something is broken first. */
  flawedAnswer(): FlawedAnswer;
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
