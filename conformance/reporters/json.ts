import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../src/contract/usage-error.ts';
import type { Report } from '../evidence/report.ts';

/** Writes `report.json` into a folder, which is made where it isn't there. Throws a UsageError where that can't be. */
export const writeJsonReport = async (folder: string, report: Report): Promise<string> => {
  const file = join(folder, 'report.json');
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The report cannot be written to ${file} (${code}). Give another folder with --report.`, {
      cause,
    });
  }
  return file;
};
