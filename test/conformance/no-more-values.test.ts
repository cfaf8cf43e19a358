import { expect, test } from 'vitest';
import { planRun } from '../../conformance/run/plan.ts';
import { createRun } from '../../conformance/run/run.ts';
import { keeping, thingsWith, url } from './things.ts';

test('No value is made any more once a run is interrupted, however many a check could try', async () => {
  const interruption = new AbortController();
  const options = { target: url, apiKey: 'key-of-things', seed: 1, runs: 100_000, signal: interruption.signal };
  const plan = await planRun(await thingsWith(), { ...options, only: ['listProjects'] });
  let asked = 0;
  const wire = keeping({
    answer() {
      if (++asked === 50) interruption.abort();
      return undefined;
    },
  });
  const run = createRun(plan, { wire });
  await run.begin();
  let made = 0;
  for (const check of plan.checks) {
    const cases = check.cases.map((value) => {
      made++;
      return value;
    });
    await run.check({ ...check, cases, examples: [], runs: check.runs, lacks: null });
  }
  const report = await run.end();
  expect(report.reason).toBe('The run was interrupted.');
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(100);
});
