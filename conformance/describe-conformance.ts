import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coveringLine } from './baseline/run-baseline.ts';
import type { Finding } from './evidence/report.ts';
import { findingLines } from './reporters/finding-lines.ts';
import { createRun } from './run.ts';
import { type ConformanceOptions, planAlone } from './run-conformance.ts';

/** Ten times what the slowest check of the built-in contracts takes against a server on loopback. */
const checkTimeoutMs = 120_000;

/** A broken clause as a failed test shows it. */
const messageOf = (finding: Finding): string => {
  const lines = findingLines([finding], { repeat: `replay: ${JSON.stringify(finding.replay)}` });
  return `${finding.level} ${finding.clause}: ${lines.map(({ text }) => text).join('\n')}`;
};

/**
 * Registers the conformance suite of one contract in a Vitest file, a test per check.
 * Takes the options of `runConformance`. A test fails where a MUST is broken (with `strict`, a SHOULD too), unless the baseline knows it, or can't be tested.
 */
export const describeConformance = (options: ConformanceOptions): void => {
  describe(`conformance of ${options.target}`, async () => {
    const plan = await planAlone(options);
    const run = createRun(plan);
    let refusal: string | null = null;
    let ran = 0;

    beforeAll(async () => {
      refusal = await run.begin();
    });

    for (const check of plan.checks) {
      test(check.id, { timeout: checkTimeoutMs }, async () => {
        ran++;
        expect(refusal, refusal ?? undefined).toBeNull();
        expect(run.isOver, 'the target is gone, or the time is over').toBe(false);
        const { findings, untestable } = await run.check(check);
        const { baseline } = plan;
        const isKnown = (clause: string): boolean => baseline !== null && coveringLine(baseline, clause) !== null;
        const failing = findings.filter(
          ({ level, clause }) => (level === 'MUST' || plan.settings.strict) && !isKnown(clause),
        );
        expect(failing, failing.map(messageOf).join('\n\n')).toEqual([]);
        expect(untestable, 'what it takes to test a MUST failed').toEqual([]);
      });
    }

    afterAll(async () => {
      const { leftovers, verdict, reason, staleBaseline } = await run.end();
      // What a contract doesn't declare can't be cleaned up, which is no failure of the target.
      if (plan.contract.resources.length > 0) expect(leftovers, 'these could not be cleaned up').toEqual([]);
      // A run of a part of the tests (`-t`) says nothing of the whole.
      if (ran < plan.checks.length) return;
      expect(staleBaseline, 'these lines of the baseline are stale').toEqual([]);
      expect(verdict, reason ?? 'see the failed tests').toBe('conformant');
    });
  });
};
