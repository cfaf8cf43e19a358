import { expect, test } from 'vitest';
import { responseJudge } from '../../conformance/judge/response.ts';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';

const contract = await loadContract('openapi/lune.yaml');
const judge = responseJudge(contract, evaluator(contract.document));
const operation = contract.operations.find(({ id }) => id === 'getWebhook');

test.each([
  ['GET', true],
  ['HEAD', false],
])('An answer to %s without a body is told of that: %s', (method, isTold) => {
  if (operation === undefined) throw new Error('The contract has no getWebhook.');
  const request = { method, url: 'http://127.0.0.1:9/v1/webhooks/a', headers: {}, body: null };
  const response = { status: 200, headers: { 'content-type': 'application/json' }, body: '', truncated: false };
  const observations = judge.judge(operation, { request, response, failure: null, durationMs: 1 });
  expect(observations.some(({ outcome }) => outcome === 'broken')).toBe(isTold);
});
