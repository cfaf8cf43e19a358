import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visibleLine } from '../src/visible.ts';
import { coveringLine } from './baseline/run-baseline.ts';
import { possibleChecks } from './checks/checks.ts';
import type { Finding } from './evidence/report.ts';
import { findingLines } from './reporters/finding-lines.ts';
import { createRun } from './run/run.ts';
import { type ConformanceOptions, planAlone } from './run/run-conformance.ts';
import { failuresInARowMax, retriesMax, retryAfterMsMax } from './settings/limits.ts';
import type { Settings } from './settings/options.ts';

/** Ten times what the slowest check of the built-in contracts takes against a server on loopback. */
const quickTimeoutMs = 120_000;

/** Requests of the slowest check of a large contract, with those that make what it needs and those that make a counterexample smaller. */
const requestsOfCheckMax = 4_000;

/** How long a check, or what goes before and after all of them, may take: the suite's own patience with a target is to end it, not the test's. */
const patienceMs = ({ requestsPerSecond, timeoutMs }: Settings): number => {
  const pacedMs = requestsPerSecond === null ? 0 : (requestsOfCheckMax / requestsPerSecond) * 1000;
  // One that hangs ends a check; before that, some may take nearly as long as they may, or be asked to wait and be sent again.
  const waitingMs = failuresInARowMax * (retriesMax + 1) * (timeoutMs + retryAfterMsMax);
  return quickTimeoutMs + pacedMs + waitingMs;
};

/** A broken clause as a failed test shows it. */
const messageOf = (finding: Finding): string => {
  const lines = findingLines([finding], { repeat: `replay: ${JSON.stringify(finding.replay)}` });
  return `${finding.level} ${visibleLine(finding.clause)}: ${lines.map(({ text }) => text).join('\n')}`;
};

/**
 * Registers the conformance suite of one contract in a Vitest file: a test for each check.
 * A test fails where a MUST is broken (with `strict`, a SHOULD too) that the baseline doesn't know, where a MUST can't be tested, and
 * where the target is gone or the time is over. Leftovers, a stale line of the baseline, and any verdict but `conformant` fail the file
 * after its tests. Tests run one after the other and are never retried: a second try would meet what the first one left.
 *
 * @param options those of `runConformance`. Wrong ones (UsageError), or a contract that can't be read (ContractError), fail the collection of the file.
 * @example
 * describeConformance({ contract: 'my-api.yaml', target: 'http://127.0.0.1:8080', token: process.env.TOKEN, seed: 1 });
 */
export const describeConformance = (options: ConformanceOptions): void => {
  describe(`conformance of ${options.target}`, async () => {
    const whole = await planAlone(options);
    // A check of which no case can be made is no test.
    const { checks } = await possibleChecks(whole.checks, () => whole.settings.signal.aborted);
    const plan = { ...whole, checks };
    const run = createRun(plan);
    let refusal: string | null = null;
    let ran = 0;

    const timeout = patienceMs(plan.settings);

    beforeAll(async () => {
      refusal = await run.begin();
    }, timeout);

    for (const check of plan.checks) {
      test(visibleLine(check.id), { timeout, retry: 0, concurrent: false }, async () => {
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
    }, timeout);
  });
};
