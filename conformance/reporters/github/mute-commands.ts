import { randomUUID } from 'node:crypto';
import type { GithubEnvironment } from './github.ts';

/** Keeps GitHub from taking what a target says for workflow commands, while the output of a run is written. Gives what ends that. */
export const muteCommands = (
  write: (line: string) => void,
  { GITHUB_ACTIONS }: Pick<GithubEnvironment, 'GITHUB_ACTIONS'>,
): (() => void) => {
  if (GITHUB_ACTIONS !== 'true') return () => undefined;
  // Nobody who is judged may know the word that ends it.
  const word = randomUUID();
  write(`::stop-commands::${word}`);
  return () => write(`::${word}::`);
};
