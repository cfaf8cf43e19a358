import { expect, test } from 'vitest';
import { createBreakResponse } from '../../src/flaws/break-response.ts';
import { readContract } from '../contract/read-contract.ts';

const answers = { description: 'An answer.' };

const statusInPlaceOf = async (status: number, documented: readonly string[]): Promise<number> => {
  const paths = {
    '/': { get: { operationId: 'do', responses: Object.fromEntries(documented.map((name) => [name, answers])) } },
  };
  const contract = await readContract({ root: { paths } });
  const clause = contract.clauses.find(
    ({ kind, subject }) =>
      kind === 'status' &&
      subject.of === 'response' &&
      subject.statuses.some((name) => name.startsWith(String(status)[0] ?? '')),
  );
  if (clause === undefined) throw new Error('No clause speaks of that status.');
  return createBreakResponse(contract)(clause, { status, headers: {}, body: '', truncated: false }).status;
};

test.each<readonly [number, readonly string[], number]>([
  [201, ['201'], 200],
  [200, ['200', '202'], 203],
  [200, ['200', 'default'], 202],
  [200, ['2XX'], 300],
  [201, ['201', '2XX'], 300],
  [200, ['2XX', '300'], 200],
  [200, ['2XX', 'default'], 300],
  [400, ['200', '400', '418'], 451],
  [400, ['200', '400', '4XX'], 418],
])('Where %i breaks the promise of its status among %j, it becomes %i', async (status, documented, broken) => {
  expect(await statusInPlaceOf(status, documented)).toBe(broken);
});
