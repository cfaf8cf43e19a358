import type { Report } from '../evidence/report.ts';
import { htmlReport } from './html/html-report.ts';
import type { JudgedRun } from './judged-run.ts';
import { junitReport } from './junit.ts';
import { writeReportFile } from './report-folder.ts';

/** Writes a report into a folder, for machines (`report.json`), for CI (`junit.xml`) and for people (`report.html`), and gives their paths. Throws a UsageError where one can't be written. */
export const writeReports = async (
  folder: string,
  report: Report,
  runs: readonly JudgedRun[],
): Promise<readonly string[]> => [
  // First what nothing can go wrong with: a run isn't to be lost.
  await writeReportFile(folder, 'report.json', `${JSON.stringify(report, null, 2)}\n`),
  await writeReportFile(folder, 'junit.xml', junitReport(runs)),
  await writeReportFile(folder, 'report.html', await htmlReport(report.tool, runs)),
];
