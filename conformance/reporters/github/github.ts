import { appendFile, stat } from 'node:fs/promises';
import type { JudgedRun } from '../judged-run.ts';
import { annotations } from './annotations.ts';
import { stepSummary } from './step-summary.ts';

/** What of the environment says that, and how, a workflow of GitHub's is told. */
export interface GithubEnvironment {
  readonly GITHUB_ACTIONS?: string | undefined;
  readonly GITHUB_STEP_SUMMARY?: string | undefined;
}

/** Reports to a workflow of GitHub's what runs showed, where there is one: as annotations among the output, and in the summary of its step. */
export const tellGithub = async (
  write: (line: string) => void,
  runs: readonly JudgedRun[],
  { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY }: GithubEnvironment,
): Promise<void> => {
  if (GITHUB_ACTIONS === 'true') for (const line of annotations(runs)) write(line);
  if (GITHUB_STEP_SUMMARY === undefined || GITHUB_STEP_SUMMARY === '') return;
  try {
    // A pipe that nobody reads would never take it.
    const isFile = await stat(GITHUB_STEP_SUMMARY).then(
      (stats) => stats.isFile(),
      () => true,
    );
    if (!isFile) throw Object.assign(new Error(GITHUB_STEP_SUMMARY), { code: 'not a file' });
    await appendFile(GITHUB_STEP_SUMMARY, stepSummary(runs));
  } catch (error) {
    // The verdict stands all the same.
    write(`The summary cannot be written to GITHUB_STEP_SUMMARY (${(error as NodeJS.ErrnoException).code}).`);
  }
};
