import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareReportFolder } from '../../conformance/reporters/report-folder.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

test('A folder is made with its parents, and may hold other files', async () => {
  await using folder = await temporaryFolder();
  const made = join(folder.path, 'a', 'b');
  await prepareReportFolder(made);
  await writeFile(join(made, 'report.json'), '{}');
  await writeFile(join(made, 'notes.md'), '');
  await expect(prepareReportFolder(made)).resolves.toBeUndefined();
});

test.each(['report.json', 'junit.xml', 'report.html'])(
  'What stands in the way of %s is named before a run',
  async (name) => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, name));
    await expect(prepareReportFolder(folder.path)).rejects.toThrow(
      `The report cannot be written to ${join(folder.path, name)} (EISDIR). Give another folder with --report.`,
    );
  },
);

test('A file is no folder, and no name is none', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  await expect(prepareReportFolder(file)).rejects.toThrow(/\(ENOTDIR\)/);
  await expect(prepareReportFolder('')).rejects.toThrow('--report is empty. Give the path of a folder.');
});

// Whoever may do anything is kept from nothing.
test.skipIf(process.getuid?.() === 0)('A file that may not be written is named', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'report.html');
  await writeFile(file, '');
  await chmod(file, 0o400);
  await expect(prepareReportFolder(folder.path)).rejects.toThrow(`${file} (EACCES)`);
});
