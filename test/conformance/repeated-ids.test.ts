import { afterAll, expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { startMock } from '../../src/mock/start-mock.ts';

const unique = 'lune/webhook:id-is-unique-on-create';
const type = 'lune/getWebhook/200/body/id:type';

const mocks = new Map(
  await Promise.all(
    [unique, type].map(
      async (clause) => [clause, await startMock({ apis: ['lune'], token: 't', break: [clause] })] as const,
    ),
  ),
);
afterAll(() => Promise.all([...mocks.values()].map((mock) => mock.close())));

test.each([unique, type])('Who breaks %s is told of that, and of nothing that follows from it', async (clause) => {
  const target = `${mocks.get(clause)?.url}/lune`;
  const set = { account_ids: ['a', 'b'] };
  const { runs } = await runConformance({ api: 'lune', target, token: 't', seed: 5, set });
  expect(runs[0]?.findings.map((finding) => finding.clause)).toEqual([clause]);
});
