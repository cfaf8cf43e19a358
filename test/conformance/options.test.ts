import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerClauses } from '../../conformance/checks/answer-clauses.ts';
import { asCheck } from '../../conformance/checks/check.ts';
import { planRun } from '../../conformance/run/plan.ts';
import { createRun } from '../../conformance/run/run.ts';
import { replayCheck } from '../../conformance/run/run-check.ts';
import { contractOf } from '../../conformance/run/run-conformance.ts';
import { settingsOf } from '../../conformance/settings/options.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { exemplary } from './exemplary.ts';
import { keeping } from './things.ts';

const contract = await loadContract('openapi/lune.yaml');
const target = 'http://127.0.0.1:1';

test('A name that is given no value is a mistake of whoever gave it', () => {
  const given = () => settingsOf(contract, { target, set: { account_ids: [] } });
  expect(given).toThrow(UsageError);
  expect(given).toThrow(/account_ids/);
});

test.each([{ contract: 'openapi/lune.yaml' }, { contract }])(
  'An api beside another contract is a mistake: %#',
  async (given) => {
    await expect(contractOf({ api: 'management', ...given })).rejects.toThrow(UsageError);
    expect(await contractOf({ api: 'lune', ...given })).toMatchObject({ id: 'lune' });
  },
);

test('An error of ours while a case is repeated is not swallowed', async () => {
  const { settings, evaluate } = await planRun(contract, { target });
  const [operation] = contract.operations;
  if (operation === undefined) throw new Error('The contract has no operation.');
  const check = asCheck<number>({
    id: 'lune/wrong#check',
    operation,
    clauses: [],
    writes: false,
    cases: fc.nat(),
    examples: [],
    runs: 1,
    perform: async () => {
      throw new RangeError('This is ours.');
    },
  });
  const { target: server } = exemplary({ contract, evaluate, settings }, target);
  await expect(replayCheck(check, server, { seed: 1, path: '0' }, () => undefined)).rejects.toThrow('This is ours.');
});

test('What was not selected is said to be that, whatever else it lacks', async () => {
  const plan = await planRun(contract, { target, only: ['getWebhook'] });
  const { clauses } = await createRun(plan, { wire: keeping() }).end();
  for (const { id, reason } of clauses.filter((clause) => !plan.isSelected(clause.id)))
    expect(reason, id).toBe('it was not selected');
});

test('Answers to valid requests exercise what is said of successes', () => {
  for (const operation of contract.operations) {
    const claimed = new Set(answerClauses(contract, operation));
    const statuses = contract.clauses
      .filter(({ id }) => claimed.has(id))
      .flatMap(({ subject }) => (subject.of === 'response' ? subject.statuses : []));
    expect([...new Set(statuses)].filter((status) => !status.startsWith('2'))).toEqual([]);
  }
});
