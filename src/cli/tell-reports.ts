import type { WrittenFile } from '../../conformance/reporters/report-folder.ts';
import { UsageError } from '../document/usage-error.ts';
import { visibleLine } from '../visible.ts';
import { exitStatuses } from './exit-status.ts';
import { print, printError } from './output.ts';

/** Which files of a report were written, and why the others weren't. Returns whether all were. */
export const tellReports = (files: readonly WrittenFile[]): boolean => {
  const paths = files.flatMap((file) => ('path' in file ? [file.path] : []));
  const problems = files.flatMap((file) => ('problem' in file ? [file.problem] : []));
  if (paths.length > 0) print(`\nreport: ${visibleLine(paths.join(', '))}`);
  for (const problem of problems) printError(visibleLine(problem));
  return problems.length === 0;
};

/** Does what comes after a verdict, which has to be told whatever becomes of that. Returns whether it could be done. */
export const afterVerdict = async (action: () => Promise<void>): Promise<boolean> => {
  try {
    await action();
    return true;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printError(visibleLine(error.message));
    return false;
  }
};

/** The exit status where something that was asked for could not be written: it never hides that a promise is broken, or that nothing could be judged. */
export const statusAfter = (status: number, { isWritten }: { readonly isWritten: boolean }): number =>
  status === exitStatuses.conformant && !isWritten ? exitStatuses.usage : status;
