import { visibleJson } from '../../src/visible.ts';
import type { Report } from '../evidence/report.ts';
import { htmlReport } from './html/html-report.ts';
import type { JudgedRun } from './judged-run.ts';
import { junitReport } from './junit.ts';
import { type WrittenFile, writeReportFile } from './report-folder.ts';

/**
 * Writes a report into a folder, for machines (`report.json`), for CI (`junit.xml`) and for people (`report.html`). Returns what
 * became of each: one that can't be written keeps none of the others from it.
 */
export const writeReports = async (
  folder: string,
  report: Report,
  runs: readonly JudgedRun[],
): Promise<readonly WrittenFile[]> => [
  // First what nothing can go wrong with: a run isn't to be lost.
  await writeReportFile(folder, 'report.json', `${visibleJson(report, 2)}\n`),
  await writeReportFile(folder, 'junit.xml', junitReport(runs)),
  await writeReportFile(folder, 'report.html', await htmlReport(report.tool, runs)),
];
