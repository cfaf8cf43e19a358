import { lstat, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { credentials } from './behind-proxy.ts';
import { conformance } from './command.ts';

const broken = 'lune/deleteWebhook/204:status';
const warned = 'lune/deleteWebhook/401/header/WWW-Authenticate:required';
const held = 'lune/deleteWebhook:answered';

const mock = await startMock({ ...credentials, break: [broken, warned] });
afterAll(() => mock.close());

const target = `${mock.url}/lune`;
const env = { WEBHOOK_CONTRACTS_TOKEN: credentials.token };
const args = ['--api', 'lune', '--target', target, '--only', 'deleteWebhook', '--runs', '1', '--seed', '1'];

/** Runs the command with a baseline of some text, or of none. */
const withBaseline = async (text: string | null, ...more: readonly string[]) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'known.txt');
  if (text !== null) await writeFile(file, text);
  const { report, ...run } = await conformance([...args, '--baseline', file, ...more], { env });
  const written = await readFile(file, 'utf8').catch(() => null);
  return { ...run, file, written, run: report === null ? undefined : (JSON.parse(report) as Report).runs[0] };
};

test('What is known to be broken fails nothing; the report keeps to the truth', async () => {
  const { status, stdout, file, run } = await withBaseline(
    `${broken} until 2999-12-31  # JIRA-12: they answer 202\r\n${warned}  # open on purpose\r\n`,
    '--strict',
  );
  expect({ status, verdict: run?.verdict, stale: run?.staleBaseline }).toEqual({
    status: 0,
    verdict: 'conformant',
    stale: [],
  });
  const verdicts = new Map(run?.clauses.map(({ id, verdict }) => [id, verdict]));
  expect([verdicts.get(broken), verdicts.get(warned)]).toEqual(['broken', 'warned']);
  expect(run?.findings.map(({ clause }) => clause).toSorted()).toEqual([broken, warned].toSorted());
  expect(stdout).toContain('conformant: no MUST that was tested is broken, besides what is known\n');
  expect(stdout).toContain(`  2 known to be broken, left out by ${file}:\n`);
  expect(stdout).toContain(`    ${broken}  JIRA-12: they answer 202 (line 1, until 2999-12-31)\n`);
  expect(stdout).toContain(`    ${warned}  open on purpose (line 2)\n`);
  expect(stdout).not.toMatch(/✗|SHOULD/);
});

test('What is not known fails all the same', async () => {
  const { status, stdout } = await withBaseline(`${warned}  # open on purpose\n`);
  expect(status).toBe(1);
  expect(stdout).toContain(`✗ MUST   ${broken}`);
  expect(stdout).not.toContain(`SHOULD ${warned}`);
});

test('A stale line fails the run, and is told with its place', async () => {
  const text = `# known\n${broken} # w\n${warned} # w\n${held} # w\n*:statsu # w\nlune/createWebhook # w\n`;
  const { status, stdout, file, run } = await withBaseline(text);
  expect({ status, verdict: run?.verdict }).toEqual({ status: 1, verdict: 'nonconformant' });
  const sentences = [
    `${held} (${file}, line 4) holds after all: remove the line.`,
    expect.stringContaining(`*:statsu (${file}, line 5) matches no clause: `),
  ];
  expect(run?.staleBaseline).toEqual(sentences);
  expect(stdout).toContain('not conformant: the baseline is stale\n');
  for (const sentence of run?.staleBaseline ?? []) expect(stdout).toContain(sentence);
});

test('A line that expired fails the run, and covers nothing', async () => {
  const { status, stdout, run } = await withBaseline(`${broken} until 2020-01-01 # w\n`);
  expect(status).toBe(1);
  expect(run?.staleBaseline).toEqual([expect.stringMatching(/line 1\) expired after 2020-01-01/)]);
  expect(stdout).toContain(`✗ MUST   ${broken}`);
});

test('An update removes what is stale and adds what is broken, and the run is judged by it', async () => {
  const text = `# theirs\n${held}  # w\n# ours\n${warned}  until 2999-01-01   # open\n`;
  const { status, stdout, file, written, run } = await withBaseline(text, '--baseline-update');
  expect({ status, verdict: run?.verdict, stale: run?.staleBaseline }).toEqual({
    status: 0,
    verdict: 'conformant',
    stale: [],
  });
  expect(written).toBe(`# theirs\n# ours\n${warned}  until 2999-01-01   # open\n${broken}  # TODO: say why\n`);
  expect(stdout).toContain(`baseline: ${file} has 1 new line, 1 removed, 1 as before\n`);
  expect(stdout).toContain(`    - ${held} (${file}, line 2) holds after all`);
  expect(stdout).toContain(`    + ${broken}\n`);
  // What is new in the list is told in full: somebody has to say why it stays.
  expect(stdout).toContain(`✗ MUST   ${broken}`);
  expect(stdout).toContain('conformant: no MUST that was tested is broken, besides what is known\n');

  const again = await withBaseline(written, '--baseline-update');
  expect({ status: again.status, written: again.written }).toEqual({ status: 0, written });
  expect(again.stdout).toContain('is as it was, 2 lines');
  expect(again.stdout).toContain(`no reason yet in ${again.file}: line 4 (“TODO: say why”)`);
});

test('An update makes the file where there is none, and lists warnings where they count', async () => {
  const { status, written } = await withBaseline(null, '--baseline-update', '--strict');
  expect(status).toBe(0);
  expect(written?.split('\n').slice(1)).toEqual([`${broken}  # TODO: say why`, `${warned}  # TODO: say why`, '']);
});

test('What an update adds is known to whoever reads a report, as it is to the verdict', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'known.txt');
  const summary = join(folder.path, 'summary.md');
  const { status, stdout, junit, page } = await conformance([...args, '--baseline', file, '--baseline-update'], {
    env: { ...env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
  });
  expect(status).toBe(0);
  expect(stdout).toContain(`✗ MUST   ${broken}`);
  expect(stdout).not.toContain('::error');
  expect(junit).toMatch(/<testsuite name="lune" tests="\d+" failures="0" errors="0"/);
  expect(junit).toContain('<skipped message="known to be broken: TODO: say why"/>');
  expect(page).toMatch(/1 of \d+ clauses is broken; the baseline knows 1 that it leaves out\./);
  expect(page).toContain('known, by the baseline: TODO: say why');
  await expect(readFile(summary, 'utf8')).resolves.toMatch(/\*\*MUST\*\* <code>.*<\/code> \(known: TODO\\: say why\)/);
});

test('A target that cannot be reached makes no line stale', async () => {
  const { status, written } = await withBaseline(
    `${held} # w\n`,
    '--baseline-update',
    '--target',
    'http://127.0.0.1:9',
  );
  expect({ status, written }).toEqual({ status: 3, written: `${held} # w\n` });
});

test('Who repeats one case is told the truth', async () => {
  const { run } = await withBaseline(`${broken} # w\n`);
  const replay = run?.findings.find(({ clause }) => clause === broken)?.replay ?? '';
  const again = await withBaseline(`${broken} # w\n${held} # w\n`, '--replay', replay);
  expect(again.status).toBe(1);
  expect(again.stdout).toContain(`✗ MUST   ${broken}`);
  expect(again.run?.staleBaseline).toEqual([]);
});

test('Without a target, each API minds its own lines, and a line of none is told once', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'known.txt');
  await writeFile(file, 'createWebhook:answered # w\nlune/nothing # w\n');
  const only = ['--only', 'createWebhook:answered', '--runs', '1', '--baseline', file];
  const { status, report } = await conformance(only);
  const { runs } = JSON.parse(report ?? '') as Report;
  expect(status).toBe(1);
  expect(runs.length).toBeGreaterThan(1);
  expect(runs.flatMap(({ staleBaseline }) => staleBaseline)).toEqual([
    `lune/nothing (${file}, line 2) matches no clause: known are: listWebhooks, createWebhook, getWebhook, updateWebhook, deleteWebhook, rotateWebhookSecret, webhook.`,
    `createWebhook:answered (${file}, line 1) holds in every clause that it matches after all: remove the line.`,
  ]);
});

test('What somebody writes into the file while the run goes on is not lost', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'known.txt');
  await writeFile(file, '# ours\n');
  const theirs = `# ours\n${held}  # JIRA-9\n`;
  await using slow = await startMock({ ...credentials, delayMs: 200 });
  const run = conformance([...args, '--target', `${slow.url}/lune`, '--baseline', file, '--baseline-update'], { env });
  await vi.waitUntil(() => slow.requests().length > 0, { timeout: 60_000 });
  await writeFile(file, theirs);
  const { status, stderr, files } = await run;
  expect({ status, written: await readFile(file, 'utf8') }).toEqual({ status: 2, written: theirs });
  expect(stderr).toContain('was changed while the run went on, and is left as it is. Run again.');
  expect(files).toContain('report.json');
});

test('A link is followed where it leads somewhere, and named where it does not', async () => {
  await using folder = await temporaryFolder();
  const [file, link] = [join(folder.path, 'known.txt'), join(folder.path, 'link.txt')];
  await symlink('known.txt', link);
  const dangling = await conformance([...args, '--baseline', link, '--baseline-update'], { env });
  expect([dangling.status, dangling.stderr]).toEqual([
    2,
    expect.stringContaining('is a link to a file that is not there'),
  ]);
  await writeFile(file, '');
  const { status } = await conformance([...args, '--baseline', link, '--baseline-update'], { env });
  expect(status).toBe(0);
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(await readFile(file, 'utf8')).toContain(broken);
});

describe.each([
  { given: ['--baseline-update'], says: /--baseline-update brings the file of --baseline .* Give --baseline FILE too/ },
  { given: ['--baseline', ''], says: /There is no baseline/ },
  { given: ['--baseline', '', '--baseline-update'], says: /--baseline is empty/ },
  { given: ['--baseline', '/nowhere/known.txt'], says: /There is no baseline \/nowhere\/known\.txt\. Give/ },
  { given: ['--baseline', '/nowhere/known.txt', '--baseline-update'], says: /cannot be written \(ENOENT\)/ },
  { given: ['--baseline', 'README.md'], says: /README\.md, line 3 / },
  { given: ['--baseline', 'x', '--baseline-update', '--plan'], says: /--plan makes none/ },
  { given: ['--baseline', 'x', '--baseline-update', '--replay', 'x@1@1@0'], says: /--replay makes none/ },
])('The command with $given', ({ given, says }) => {
  test('gives 2, and says on one line what is wrong', async () => {
    const { status, stdout, stderr } = await conformance([...args, ...given], { env });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('In code, a baseline is given as text', async () => {
  const options = { api: 'lune', target, token: credentials.token, only: ['deleteWebhook'], runs: 1, seed: 1 };
  const judge = async (baseline: string) => (await runConformance({ ...options, baseline })).runs[0];
  expect(await judge(`${broken} # they know`)).toMatchObject({ verdict: 'conformant', staleBaseline: [] });
  expect(await judge(`${broken} # they know\n${held} # w`)).toMatchObject({
    verdict: 'nonconformant',
    staleBaseline: [`${held} (baseline, line 2) holds after all: remove the line.`],
  });
  await expect(judge(broken)).rejects.toThrow(/^baseline, line 1 says no reason/);
});
