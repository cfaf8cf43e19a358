import { expect, test } from 'vitest';
import type { RunReport, Verdict } from '../../conformance/evidence/report.ts';
import { runSection } from '../../conformance/reporters/html/run-section.ts';
import { bareRun } from './bare-run.ts';

interface Row {
  readonly verdicts: readonly Verdict[];
  readonly isStrict: boolean;
  /** The indices of the clauses that the baseline knows. */
  readonly known?: readonly number[];
  readonly run?: Partial<RunReport>;
  readonly means: string;
}

const rows: readonly Row[] = [
  { verdicts: ['broken', 'warned', 'held'], isStrict: false, means: '1 of 3 clauses is broken.' },
  { verdicts: ['broken', 'warned', 'held'], isStrict: true, means: '2 of 3 clauses are broken.' },
  { verdicts: ['warned', 'held'], isStrict: true, means: '1 of 2 clauses is broken.' },
  {
    verdicts: ['broken', 'warned', 'warned'],
    isStrict: true,
    known: [1],
    means: '3 of 3 clauses are broken; the baseline knows 1 that it leaves out.',
  },
  {
    verdicts: ['broken', 'broken', 'warned'],
    isStrict: false,
    known: [1, 2],
    means: '2 of 3 clauses are broken; the baseline knows 1 that it leaves out.',
  },
  {
    verdicts: ['warned', 'held'],
    isStrict: false,
    run: { verdict: 'conformant' },
    means: 'No MUST that was tested is broken.',
  },
  {
    verdicts: ['broken', 'held'],
    isStrict: false,
    known: [0],
    run: { staleBaseline: ['line'] },
    means: 'The baseline is stale.',
  },
];

test.each(rows)(
  '$verdicts (strict: $isStrict, known: $known) mean: $means',
  ({ verdicts, isStrict, known = [], run, means }) => {
    const reasons = new Map(known.map((index) => [`api/operation/${index}:type`, 'reason']));
    const judged = bareRun(
      verdicts.map((verdict) => ({ verdict })),
      { isStrict, known: reasons },
      run,
    );
    expect(String(runSection(judged, 'run-1'))).toContain(`<div class="verdict-means">${means}</div>`);
  },
);
