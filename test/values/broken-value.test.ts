import { expect, test } from 'vitest';
import { planRun } from '../../conformance/run/plan.ts';
import { waysToBreak } from '../../src/values/break-clause.ts';
import { readContract } from '../contract/read-contract.ts';

const largest = 2_147_483_647;

/** A value that keeps `maxLength`, `maxItems` and `maxProperties`, however few they permit. */
const rows = [
  { keyword: 'maxLength', type: 'string', value: '', most: 65_535 },
  { keyword: 'maxItems', type: 'array', value: [], most: 1_000 },
  { keyword: 'maxProperties', type: 'object', value: {}, most: 1_000 },
];

test.each(rows)('$keyword is broken where what is too much can be made, and else not', async (row) => {
  const { keyword, type, value, most } = row;
  const reading = async (limit: number) => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type, [keyword]: limit } } };
    const contract = await readContract({
      operation: { requestBody: { content: { 'application/json': { schema } } } },
    });
    const clause = contract.clauses.find(({ kind }) => kind === keyword);
    if (clause === undefined) throw new Error(`There is no clause for ${keyword}.`);
    const { checks } = await planRun(contract, { target: 'http://127.0.0.1:9', allowUnowned: ['*'] });
    return {
      ways: waysToBreak(clause, { a: value }, { siblings: [clause], place: 0 }).length > 0,
      lacks: checks.find(({ id }) => id === `${clause.id}#broken`)?.lacks,
    };
  };
  expect(await reading(most)).toEqual({ ways: true, lacks: null });
  expect(await reading(largest)).toEqual({
    ways: false,
    lacks: `no request is known that breaks ${keyword} there and nothing else`,
  });
});
