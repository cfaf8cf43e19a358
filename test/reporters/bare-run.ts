import type { ClauseReport, Finding, RunReport } from '../../conformance/evidence/report.ts';
import type { JudgedRun } from '../../conformance/reporters/judged-run.ts';

/** What a test says of a clause. */
export type BareClause = Pick<ClauseReport, 'verdict'> & Partial<ClauseReport>;

/** Makes a run of clauses, each broken one of which has a finding and a cause of its own. */
export const bareRun = (
  bare: readonly BareClause[],
  context: Partial<JudgedRun['context']> = {},
  run: Partial<RunReport> = {},
): JudgedRun => {
  const clauses = bare.map((clause, index): ClauseReport => {
    const level = clause.verdict === 'warned' ? 'SHOULD' : 'MUST';
    const id = `api/operation/${index}:type`;
    return { id, operation: 'operation', kind: 'type', level, reason: null, cases: 1, source: null, ...clause };
  });
  const findings = clauses
    .filter(({ verdict }) => verdict === 'broken' || verdict === 'warned')
    .map(
      ({ id: clause, operation, level }): Finding => ({
        clause,
        operation,
        level,
        message: 'wrong',
        expected: 'e',
        received: 'r',
        pointer: null,
        source: null,
        exchanges: [],
        curl: 'curl',
        replay: 'line',
      }),
    );
  return {
    run: {
      api: 'api',
      target: 'http://127.0.0.1',
      seed: 1,
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      requests: 1,
      verdict: 'nonconformant',
      reason: null,
      clauses,
      findings,
      leftovers: [],
      staleBaseline: [],
      ...run,
    },
    context: {
      title: 'API',
      command: 'command',
      isStrict: false,
      causeOf: (clause) => clause,
      known: new Map(),
      ...context,
    },
  };
};
