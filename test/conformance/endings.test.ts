import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../conformance/evidence/report.ts';
import { statusAfter } from '../../src/cli/tell-reports.ts';
import { type Mock, startMock } from '../../src/index.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { runCommandLine } from './command.ts';

const folder = await temporaryFolder();
afterAll(() => folder[Symbol.asyncDispose]());

/** Runs the suite against a slow mock, and does something meanwhile. */
const runMeanwhile = async (
  { broken = [], words = [] }: { readonly broken?: readonly string[]; readonly words?: readonly string[] },
  meanwhile: (child: { kill: (signal: NodeJS.Signals) => void; report: string; mock: Mock }) => Promise<void> | void,
) => {
  const report = join(folder.path, 'report');
  await rm(report, { recursive: true, force: true });
  await using mock = await startMock({ apis: ['lune'], port: 0, delayMs: 50, break: broken });
  const child: { kill?: (signal: NodeJS.Signals) => void } = {};
  const args = ['--api', 'lune', '--target', `${mock.url}/lune`, '--token', 't', '--seed', '1', '--report', report];
  const ended = runCommandLine(['conformance', ...args, ...words], {
    started: (kill) => {
      child.kill = kill;
    },
  });
  await vi.waitUntil(() => mock.requests().length > 5, { timeout: 60_000 });
  await meanwhile({ kill: (signal) => child.kill?.(signal), report, mock });
  return { ...(await ended), report, journal: mock.requests() };
};

describe('a report that cannot be written is told of, and hides no verdict', () => {
  const few = ['--runs', '1', '--only', 'createWebhook'];
  test.each([
    { broken: [], status: 2, says: 'conformant: no MUST that was tested is broken' },
    { broken: ['lune/createWebhook/200/body/id:type'], status: 1, says: 'not conformant' },
  ])('status $status: $says', async ({ broken, status, says }) => {
    const ended = await runMeanwhile({ broken, words: few }, ({ report }) => rm(report, { recursive: true }));
    expect(ended.stdout).toContain(says);
    expect(ended.stdout).not.toContain('report: ');
    for (const name of ['report.json', 'junit.xml', 'report.html']) {
      expect(ended.stderr).toContain(`The report cannot be written to ${join(ended.report, name)} (ENOENT`);
    }
    expect(ended.stderr).not.toContain('error in webhook-contracts');
    expect(ended.status).toBe(status);
  });

  test('nor does a baseline', async () => {
    const baseline = join(folder.path, 'known.txt');
    await writeFile(baseline, '# ours\n');
    const words = [...few, '--baseline', baseline, '--baseline-update'];
    const { status, stdout, stderr, report } = await runMeanwhile({ words }, () => writeFile(baseline, '# theirs\n'));
    expect(stderr).toContain('was changed while the run went on');
    expect(stdout).toContain('report: ');
    expect((await readdir(report)).toSorted()).toEqual(['junit.xml', 'report.html', 'report.json']);
    expect(status).toBe(2);
  });

  test('a broken promise counts before it, and so does a target that could not be judged', () => {
    expect([0, 1, 3].map((status) => statusAfter(status, { isWritten: false }))).toEqual([2, 1, 3]);
    expect([0, 1, 3].map((status) => statusAfter(status, { isWritten: true }))).toEqual([0, 1, 3]);
  });
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'After %s, what was made is deleted, and the report is written',
  async (signal) => {
    const ended = await runMeanwhile({}, async ({ kill, mock }) => {
      const isMade = () =>
        mock.requests().some(({ operation, response }) => operation === 'createWebhook' && response.status === 200);
      await vi.waitUntil(isMade, { timeout: 60_000 });
      kill(signal);
    });
    expect(ended.status).toBe(130);
    const { runs } = JSON.parse(await readFile(join(ended.report, 'report.json'), 'utf8')) as Report;
    expect(runs[0]?.leftovers).toEqual([]);
    expect((await readdir(ended.report)).toSorted()).toEqual(['junit.xml', 'report.html', 'report.json']);
  },
);

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops a mock, with status 0', async (signal) => {
  const { status, stderr } = await runCommandLine(['mock', '--api', 'lune', '--port', '0'], {
    seen: (stdout, kill) => {
      if (stdout.includes('Listening at')) kill(signal);
    },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
