import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findingsByCause } from '../../conformance/evidence/findings-by-cause.ts';
import { annotations, annotationsOfKindMax } from '../../conformance/reporters/github/annotations.ts';
import { tellGithub } from '../../conformance/reporters/github/github.ts';
import { markdownText } from '../../conformance/reporters/github/markdown-text.ts';
import { muteCommands } from '../../conformance/reporters/github/mute-commands.ts';
import { stepSummary, summarizedFindingsMax } from '../../conformance/reporters/github/step-summary.ts';
import { workflowCommand } from '../../conformance/reporters/github/workflow-command.ts';
import type { JudgedRun } from '../../conformance/reporters/judged-run.ts';
import { hostileRuns, hostileTexts } from './hostile-report.ts';
import { judgedRuns, realReports } from './real-reports.ts';

const { reports, contracts } = await realReports();
const broken = judgedRuns(reports.broken, contracts);

test('A workflow command is escaped as GitHub asks for', () => {
  expect(workflowCommand('error', { title: 'a:b,c%\nd', message: '100%: one,\r\ntwo\nthree' })).toBe(
    '::error title=a%3Ab%2Cc%25%0Ad::100%25: one,%0Atwo%0Athree',
  );
});

test.each(hostileTexts)('%j makes one command and no other', (text) => {
  const command = workflowCommand('warning', { title: text, message: text });
  expect(command.split(/[\r\n\u2028\u2029]/)).toHaveLength(1);
  expect(command).toMatch(/^::warning title=[^:,]*::/);
  expect(command.length).toBeLessThan(20_000);
});

test('Each cause is annotated once: an error for a MUST, a warning for a SHOULD, which is an error too in a strict run', () => {
  const lines = annotations(broken);
  expect(lines.filter((line) => !/^::(error title=MUST|warning title=SHOULD) lune\//.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('::warning'))).not.toEqual([]);
  const causes = broken.flatMap(({ run, context: { causeOf } }) =>
    findingsByCause(run.findings, { causeOf, clauses: run.clauses }).map(([{ clause }]) => clause),
  );
  const annotated = lines.map((line) => / title=\w+ (.+?)::/.exec(line)?.[1]?.replaceAll('%3A', ':'));
  expect(annotated.toSorted()).toEqual(causes.toSorted());
  expect(lines.join('\n')).toContain(
    '::error title=MUST lune/createWebhook/request/body/url%3Apattern::A request in which',
  );
  expect(lines.join('\n')).toContain("--replay 'lune/createWebhook/request/body/url:pattern#");
  const strict = annotations(judgedRuns(reports.broken, contracts, { isStrict: true }));
  expect(strict.filter((line) => !line.startsWith('::error'))).toEqual([]);
});

test('What the baseline knows is not annotated', () => {
  const known = new Map(
    reports.broken.runs.flatMap(({ findings }) => findings.map(({ clause }) => [clause, 'JIRA-12'])),
  );
  expect(annotations(broken.map(({ run, context }) => ({ run, context: { ...context, known } })))).toEqual([]);
});

test('There are no more annotations than GitHub shows, and the last says how many are left out', () => {
  const lines = annotations(hostileRuns);
  const errors = lines.filter((line) => line.startsWith('::error'));
  expect(errors).toHaveLength(annotationsOfKindMax);
  expect(errors.at(-1)).toMatch(/^::error title=\d+ more annotations::/);
  expect(lines.length).toBeLessThanOrEqual(2 * annotationsOfKindMax);
});

test('A run that could not be judged is an error', () => {
  const lines = annotations(judgedRuns(reports.untested, contracts));
  expect(lines).toEqual([expect.stringMatching(/^::error title=cloudflare could not be judged::The target refused/)]);
});

test('What is said to be broken and holds is an error', () => {
  const [judged] = judgedRuns(reports.right, contracts);
  if (judged === undefined) throw new Error('Nothing was judged.');
  const run = { ...judged.run, staleBaseline: ['a:type', 'b:type'] };
  expect(annotations([{ ...judged, run }])).toEqual(['::error title=management%3A stale baseline::a:type%0Ab:type']);
});

test('A summary has the figures, and what is broken', () => {
  const summary = stepSummary(judgedRuns(reports.several, contracts));
  expect(summary).toMatch(/^## Conformance\n/);
  expect(summary).toMatch(/\| lune \| ✗ not conformant \| \d+ \|/);
  expect(summary).toMatch(/\| management \| ✓ conformant \| 0 \|/);
  expect(summary).toContain('### ? cloudflare: not judged');
  expect(summary).toContain('<code>lune/createWebhook/request/body/url\\:pattern</code>');
});

test.each(hostileTexts)('%j is text in Markdown, on one line', (text) => {
  const written = markdownText(text);
  expect(written).not.toMatch(/[<>@\n\r]|(?<!\\)[`*_[\]|]/);
  expect(written.length).toBeLessThan(2_000);
});

test('A hostile summary stays small, and its lists are bounded', () => {
  const summary = stepSummary(hostileRuns);
  expect(Buffer.byteLength(summary)).toBeLessThan(200_000);
  expect(summary.split('\n').filter((line) => /^- \*\*(MUST|SHOULD)/.test(line)).length).toBeLessThanOrEqual(
    summarizedFindingsMax,
  );
  expect(summary).not.toMatch(/<(?!\/?code>)/);
});

const told = async (runs: readonly JudgedRun[], environment: Parameters<typeof tellGithub>[2]): Promise<string[]> => {
  const lines: string[] = [];
  await tellGithub((line) => lines.push(line), runs, environment);
  return lines;
};

test('Nobody else is told', async () => {
  expect(await told(broken, {})).toEqual([]);
  expect(await told(broken, { GITHUB_ACTIONS: 'false' })).toEqual([]);
  expect((await told(broken, { GITHUB_ACTIONS: 'true' })).length).toBeGreaterThan(3);
});

test('The summary is added to what is there, and where that fails it is said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'summary-'));
  const file = join(folder, 'summary.md');
  try {
    await told(broken, { GITHUB_STEP_SUMMARY: file });
    await told(broken, { GITHUB_STEP_SUMMARY: file });
    expect((await readFile(file, 'utf8')).match(/^## Conformance$/gm)).toHaveLength(2);
    expect(await told(broken, { GITHUB_STEP_SUMMARY: folder })).toEqual([
      'The summary cannot be written to GITHUB_STEP_SUMMARY (not a file).',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('A pipe that nobody reads is no summary, and keeps nobody waiting', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'summary-'));
  const pipe = join(folder, 'pipe');
  try {
    execFileSync('mkfifo', [pipe]);
    expect(await told(broken, { GITHUB_STEP_SUMMARY: pipe })).toEqual([expect.stringContaining('(not a file)')]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('What a target says is no command while a run is told of', () => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  muteCommands(write, {})();
  expect(lines).toEqual([]);
  muteCommands(write, { GITHUB_ACTIONS: 'true' })();
  const [, word] = /^::stop-commands::([\w-]{20,})$/.exec(lines[0] ?? '') ?? [];
  expect(lines[1]).toBe(`::${word}::`);
});
