import { UsageError } from '../../src/document/usage-error.ts';

/** Which case of which check to repeat. */
export interface Replay {
  readonly check: string;
  readonly seed: number;
  /** fast-check's path to the case. */
  readonly path: string;
  /** Values per check in the run that found it, since the cases that come first depend on it. */
  readonly runs: number;
}

/** Writes a case as `--replay` takes it. */
export const writeReplay = ({ check, seed, path, runs }: Replay): string => `${check}@${seed}@${runs}@${path}`;

/** Reads what `--replay` was given. Throws a UsageError where it is no such line. */
export const readReplay = (text: string): Replay => {
  const match = /^(.+)@(\d+)@(\d+)@([\d:]+)$/.exec(text);
  if (match === null) {
    throw new UsageError(
      `--replay ${JSON.stringify(text)} is not a line of a report. Copy the whole value of a finding's replay.`,
    );
  }
  const [, check = '', seed, runs, path = ''] = match;
  return { check, seed: Number(seed), runs: Number(runs), path };
};
