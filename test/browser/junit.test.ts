import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ClauseReport, RunReport } from '../../conformance/evidence/report.ts';
import type { JudgedRun } from '../../conformance/reporters/judged-run.ts';
import { junitReport } from '../../conformance/reporters/junit.ts';
import { hostileRuns } from '../reporters/hostile-report.ts';
import { judgedRuns, type Kind, realReports } from '../reporters/real-reports.ts';
import { describe, test } from './browser-test.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser(inject('browser'));
});
let page: Page;
beforeAll(async () => {
  page = await browser.newPage();
});
afterAll(() => browser.close());

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** Runs in the browser, and so is a text: here, nothing is known of its types. */
const reading = `(text) => {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  const error = document.querySelector('parsererror');
  if (error !== null) throw new Error(error.textContent);
  const read = (element) => ({
    name: element.tagName,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    children: [...element.children].map(read),
    text: element.textContent,
  });
  return read(document.documentElement);
}`;

/** Reads XML as strictly as a browser does. Throws where it is malformed. */
const parsed = (xml: string): Promise<Element> => page.evaluate(`(${reading})(${JSON.stringify(xml)})`);

const casesOf = (suite: Element | undefined): readonly Element[] =>
  suite?.children.filter(({ name }) => name === 'testcase') ?? [];

/** The testcases of clauses, without the one that says that a run could not be judged. */
const clauseCasesOf = (suite: Element | undefined): readonly Element[] =>
  casesOf(suite).filter(({ attributes }) => attributes.name !== 'the target could be judged');

const outcome = ({ children }: Element): string => children[0]?.name ?? 'passed';

const { reports, contracts } = await realReports();

describe.each(Object.keys(reports) as Kind[])('junit.xml of a report that is %s', (kind) => {
  test('has a testsuite for each run and a testcase for each clause, and counts them', async () => {
    const runs = judgedRuns(reports[kind], contracts);
    const root = await parsed(junitReport(runs));
    expect(root.name).toBe('testsuites');
    expect(root.children.map(({ attributes }) => attributes.name)).toEqual(runs.map(({ run }) => run.api));
    for (const [index, { run }] of runs.entries()) {
      const suite = root.children[index];
      const cases = casesOf(suite);
      expect(clauseCasesOf(suite).map(({ attributes }) => attributes)).toEqual(
        run.clauses.map(({ id, operation }) => ({ classname: `${run.api}.${operation}`, name: id })),
      );
      const count = (wanted: string): string => String(cases.filter((one) => outcome(one) === wanted).length);
      expect(suite?.attributes).toMatchObject({
        tests: String(cases.length),
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
        timestamp: run.startedAt,
      });
      expect(suite?.children.find(({ name }) => name === 'system-err')?.text ?? null).toBe(run.reason);
    }
  });
});

const rows: readonly (readonly [ClauseReport['level'], ClauseReport['verdict'], boolean, string])[] = [
  ['MUST', 'held', false, 'passed'],
  ['MUST', 'broken', false, 'failure'],
  ['SHOULD', 'warned', false, 'system-out'],
  ['SHOULD', 'warned', true, 'failure'],
  ['MUST', 'vacuous', false, 'skipped'],
  ['MUST', 'not-applicable', false, 'skipped'],
  ['MUST', 'untestable', false, 'error'],
  ['SHOULD', 'untestable', true, 'skipped'],
];

const runOf = (level: ClauseReport['level'], verdict: ClauseReport['verdict']): RunReport => {
  const source = { document: '001', title: 'Title', says: 'Words' };
  const clause = {
    id: 'a/o:type',
    operation: 'o',
    kind: 'type',
    level,
    verdict,
    reason: 'the reason',
    cases: 1,
    source,
  };
  const finding = { clause: clause.id, operation: 'o', level, message: 'wrong', expected: 'e', received: 'r' };
  const isFound = verdict === 'broken' || verdict === 'warned';
  return {
    api: 'a',
    target: 'http://127.0.0.1',
    seed: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1500,
    requests: 1,
    verdict: 'nonconformant',
    reason: null,
    clauses: [clause],
    findings: isFound ? [{ ...finding, pointer: null, source, exchanges: [], curl: 'curl', replay: 'line' }] : [],
    leftovers: [],
    staleBaseline: [],
  };
};

const judged = (run: RunReport, isStrict = false): JudgedRun => ({
  run,
  context: { title: 'A', command: 'npm run conformance --', isStrict, causeOf: (clause) => clause, known: new Map() },
});

test.each(rows)('A %s that is %s (strict: %s) is told as %s', async (level, verdict, isStrict, expected) => {
  const root = await parsed(junitReport([judged(runOf(level, verdict), isStrict)]));
  const [testcase] = casesOf(root.children[0]);
  expect(testcase && outcome(testcase)).toBe(expected);
  const [told] = testcase?.children ?? [];
  if (expected === 'skipped' || expected === 'error') expect(told?.attributes.message).toMatch(/the reason$/);
  if (expected === 'failure') expect(told?.attributes).toEqual({ message: 'wrong', type: level });
  if (expected === 'failure' || expected === 'system-out') {
    for (const said of ['expected: e', 'received: r', 'Title: “Words”', "--replay 'line'"])
      expect(told?.text).toContain(said);
  }
});

test('What the baseline knows is skipped with its reason, and a stale line fails', async () => {
  const run = {
    ...runOf('MUST', 'broken'),
    staleBaseline: ['a/b:type (known.txt, line 3) holds after all: remove the line.'],
  };
  const { context } = judged(run);
  const known = new Map(run.findings.map(({ clause }) => [clause, 'JIRA-12']));
  const root = await parsed(junitReport([{ run, context: { ...context, known } }]));
  const suite = root.children[0];
  const [clause, stale] = casesOf(suite);
  expect(clause && outcome(clause)).toBe('skipped');
  expect(clause?.children[0]?.attributes.message).toMatch(/known to be broken: JIRA-12/);
  expect(stale && outcome(stale)).toBe('failure');
  expect(suite?.attributes).toMatchObject({ tests: '2', failures: '1', skipped: '1' });
});

test.each([
  { level: 'MUST', verdict: 'held', untested: 1 },
  { level: 'SHOULD', verdict: 'untestable', untested: 1 },
  { level: 'MUST', verdict: 'untestable', untested: 0 },
] as const)(
  'A run that could not be judged has an error, told apart ($untested) where no clause is one: a $level that is $verdict',
  async ({ level, verdict, untested }) => {
    const run: RunReport = { ...runOf(level, verdict), verdict: 'untested', reason: 'The target refused it.\nTwice.' };
    const suite = (await parsed(junitReport([judged(run)]))).children[0];
    const own = casesOf(suite).filter((one) => !clauseCasesOf(suite).includes(one));
    expect(suite?.attributes).toMatchObject({ tests: String(1 + untested), failures: '0', errors: '1' });
    expect(own.map(({ attributes, children }) => [attributes.classname, children[0]?.attributes])).toEqual(
      Array(untested).fill(['a.target', { message: 'The target refused it.', type: 'untested' }]),
    );
  },
);

test('Malformed XML would be noticed', async () => {
  await expect(parsed('<a>\u0001</a>')).rejects.toThrow(/error/);
});

test('Whatever a target says, the file is well-formed, and nothing of it is markup', async () => {
  const [run] = hostileRuns;
  const xml = junitReport(hostileRuns);
  const root = await parsed(xml);
  expect(casesOf(root.children[0])).toHaveLength((run?.run.clauses.length ?? 0) + (run?.run.staleBaseline.length ?? 0));
  expect(xml.isWellFormed()).toBe(true);
  expect(xml).not.toMatch(/<(script|img|svg|base)/);
  const names = new Set(casesOf(root.children[0]).flatMap(({ children }) => children.map(({ name }) => name)));
  expect([...names].toSorted()).toEqual(['error', 'failure', 'skipped', 'system-out']);
});
