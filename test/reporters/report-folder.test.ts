import { chmod, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareReportFolder, writeReportFile } from '../../conformance/reporters/report-folder.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

test('A folder is made with its parents, and may hold other files', async () => {
  await using folder = await temporaryFolder();
  const made = join(folder.path, 'a', 'b');
  await prepareReportFolder(made);
  await writeFile(join(made, 'junit.xml'), '');
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

test.each(['report.json', 'junit.xml', 'report.html'])('A %s that is somebody else’s is not replaced', async (name) => {
  await using folder = await temporaryFolder();
  const [file, theirs] = [join(folder.path, name), join(folder.path, 'theirs')];
  for (const text of ['{}', '<testsuites name="mine"/>', 'x'.repeat(100_000)]) {
    await writeFile(file, text);
    await expect(prepareReportFolder(folder.path)).rejects.toThrow(
      `The report cannot be written to ${file} (a file stands there that is no report of this tool). Give another folder`,
    );
  }
  await rm(file);
  await writeFile(theirs, '');
  for (const target of [theirs, join(folder.path, 'nowhere'), '/dev/null']) {
    await symlink(target, file);
    await expect(prepareReportFolder(folder.path)).rejects.toThrow(`${file} (a link or a device stands there)`);
    await rm(file);
  }
});

test('A link that takes the place of a report during a run is replaced, and nothing is written through it', async () => {
  await using folder = await temporaryFolder();
  const [file, theirs] = [join(folder.path, 'report.json'), join(folder.path, 'theirs')];
  await writeFile(theirs, 'theirs');
  await symlink(theirs, file);
  expect(await writeReportFile(folder.path, 'report.json', '{}')).toEqual({ path: file });
  expect([await readFile(theirs, 'utf8'), await readFile(file, 'utf8')]).toEqual(['theirs', '{}']);
  expect((await lstat(file)).isFile()).toBe(true);
  expect((await readdir(folder.path)).toSorted()).toEqual(['report.json', 'theirs']);
});

test('A file that cannot be written is named with the cause, and nothing of it is left', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'report.json', 'full'), { recursive: true });
  const { problem } = (await writeReportFile(folder.path, 'report.json', '{}')) as { readonly problem: string };
  expect(problem).toMatch(
    /^The report cannot be written to .*report\.json \(E\w+\)\. Give another folder with --report\.$/,
  );
  expect(await readdir(folder.path)).toEqual(['report.json']);
  expect(await writeReportFile(join(folder.path, 'none'), 'junit.xml', '')).toEqual({
    problem: expect.stringContaining('junit.xml (ENOENT: its folder is gone)'),
  });
});

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
