import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { writeSummary } from '../../conformance/reporters/terminal.ts';
import { bareRun } from './bare-run.ts';

const untestable = Array.from({ length: 6 }, (_, index) => ({ verdict: 'untestable', reason: `${index}` }) as const);

const { run, context } = bareRun([
  ...Array.from({ length: 23 }, () => ({ verdict: 'broken' }) as const),
  ...untestable,
]);

test.each([
  [true, 'in the report'],
  [false, 'which --report FOLDER tells of'],
])('What a summary leaves out is said to be where it can be read (a report is written: %s)', (isReported, where) => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(stripVTControlCharacters(line));
  const more = { cases: 1, passedOnlyInIsolation: 0, isReplay: false, isReported, baseline: null };
  writeSummary({ stream: process.stdout, write }, run, { ...context, ...more });
  expect(lines).toContain(`  … and 3 more findings, ${where}`);
  expect(lines).toContain(`    … and 2 more untestable, ${where}`);
});
