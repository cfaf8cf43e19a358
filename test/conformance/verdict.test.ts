import { expect, test } from 'vitest';
import type { ClauseReport, RunReport, Verdict } from '../../conformance/evidence/report.ts';
import { runVerdict } from '../../conformance/evidence/verdict.ts';
import { exitStatusOf } from '../../src/cli/exit-status.ts';

const clause = (text: string): ClauseReport => {
  const [level = '', verdict = ''] = text.split(' ');
  return {
    id: `api/operation/${text}`,
    operation: 'operation',
    kind: 'type',
    level: level as ClauseReport['level'],
    verdict: verdict as Verdict,
    reason: null,
    cases: 1,
    source: null,
  };
};

interface Row {
  readonly clauses: readonly string[];
  readonly strict?: boolean;
  readonly gone?: string;
  readonly known?: readonly string[];
  readonly isStale?: boolean;
  readonly doubt?: string;
  readonly verdict: RunReport['verdict'];
  readonly reason?: RegExp;
}

const rows: readonly Row[] = [
  { clauses: ['MUST held', 'SHOULD held', 'MUST vacuous', 'MUST not-applicable'], verdict: 'conformant' },
  { clauses: ['MUST held', 'SHOULD warned'], verdict: 'conformant' },
  { clauses: ['MUST held', 'SHOULD warned'], strict: true, verdict: 'nonconformant' },
  { clauses: ['MUST held', 'SHOULD untestable'], strict: true, verdict: 'conformant' },
  { clauses: ['MUST held', 'MUST broken'], verdict: 'nonconformant' },
  { clauses: ['MUST held', 'MUST broken'], known: ['MUST broken'], verdict: 'conformant' },
  { clauses: ['MUST broken', 'SHOULD warned'], known: ['MUST broken'], strict: true, verdict: 'nonconformant' },
  { clauses: ['SHOULD warned'], known: ['SHOULD warned'], strict: true, verdict: 'conformant' },
  { clauses: ['MUST broken', 'MUST untestable'], known: ['MUST broken'], verdict: 'untested', reason: /untestable/ },
  { clauses: ['MUST held'], isStale: true, verdict: 'nonconformant' },
  {
    clauses: ['MUST broken', 'MUST untestable'],
    gone: 'It is gone.',
    verdict: 'nonconformant',
    reason: /^It is gone\.$/,
  },
  { clauses: ['MUST broken'], doubt: 'Is it the right one?', verdict: 'nonconformant', reason: /right one/ },
  { clauses: ['MUST untestable'], doubt: 'Is it the right one?', verdict: 'untested', reason: /right one/ },
  { clauses: ['MUST held', 'MUST untestable', 'MUST untestable'], verdict: 'untested', reason: /and 1 more/ },
  { clauses: ['MUST held'], gone: 'It is gone.', verdict: 'untested', reason: /^It is gone\.$/ },
  { clauses: ['MUST held', 'SHOULD warned'], gone: 'It is gone.', verdict: 'untested', reason: /^It is gone\.$/ },
  { clauses: ['MUST vacuous', 'SHOULD not-applicable'], verdict: 'untested', reason: /nothing was tested/ },
  { clauses: [], verdict: 'untested', reason: /nothing was tested/ },
  { clauses: ['MUST vacuous'], doubt: 'Is it the right one?', verdict: 'untested', reason: /right one/ },
];

test.each(rows)(
  '$clauses (strict: $strict, gone: $gone, doubt: $doubt, known: $known, stale: $isStale) make a run $verdict',
  ({ clauses, strict = false, gone = null, doubt = null, known = [], isStale = false, ...expected }) => {
    const isKnown = (id: string): boolean => known.includes(id.replace('api/operation/', ''));
    const { verdict, reason } = runVerdict(clauses.map(clause), { strict, gone, doubt, isKnown, isStale });
    expect(verdict).toBe(expected.verdict);
    if (expected.reason === undefined) expect(reason).toBeNull();
    else expect(reason).toMatch(expected.reason);
  },
);

const statuses: readonly { readonly verdicts: readonly RunReport['verdict'][]; readonly status: number }[] = [
  { verdicts: ['conformant', 'conformant'], status: 0 },
  { verdicts: ['conformant', 'untested'], status: 3 },
  { verdicts: ['untested', 'nonconformant', 'conformant'], status: 1 },
  { verdicts: [], status: 3 },
];

test.each(statuses)('Runs that are $verdicts give the exit status $status', ({ verdicts, status }) => {
  const runs = verdicts.map((verdict) => ({ verdict }) as RunReport);
  expect(exitStatusOf({ version: 1, tool: 'test', runs })).toBe(status);
});
