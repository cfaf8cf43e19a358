import type { Clause } from '../../src/contract/clause.ts';
import type { Operation } from '../../src/contract/contract.ts';
import { isDocumentedStatus } from '../../src/contract/documented-status.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { answeredObservation } from '../judge/answered.ts';
import { successClause } from '../judge/success-clause.ts';
import { isDocumentedSuccess, successStatuses } from '../judge/success-status.ts';
import type { Call } from '../requests/call.ts';
import type { Target } from '../target/target.ts';

/** Sends a call and judges the answer by everything that the contract says of it. */
export const exchangeWith = async (
  target: Target,
  call: Call,
): Promise<{ readonly exchange: Exchange; readonly observations: readonly Observation[] }> => {
  const exchange = await target.send(call);
  return { exchange, observations: target.judge.judge(call.operation, exchange) };
};

/** Says whether a request that the contract permits was answered, and with a documented success. */
export const judgePermitted = (target: Target, operation: Operation, exchange: Exchange): readonly Observation[] => {
  const answered = answeredObservation(target, operation, exchange);
  // Who fails to answer breaks that promise, and no other.
  if (answered?.outcome === 'broken') return [answered];
  return [...(answered === null ? [] : [answered]), ...judgeSuccess(target, operation, exchange)];
};

/** Says whether a request that the contract permits was answered with a documented success. */
const judgeSuccess = (target: Target, operation: Operation, exchange: Exchange): readonly Observation[] => {
  const clause = successClause(target, operation);
  if (clause === undefined) return [];
  const { response, failure } = exchange;
  const refusedInSuccess = response !== null && target.judge.isRefusalInSuccess(response);
  if (response !== null && isDocumentedSuccess(operation, response.status) && !refusedInSuccess) {
    return [{ clause, outcome: 'held', cases: 1 }];
  }
  // What is documented beside the successes, say a redirect or whatever is left, is nothing against the server.
  const isRefusal = response === null || response.status >= 400 || refusedInSuccess;
  if (!isRefusal && isDocumentedStatus(target.contract, operation, response.status)) return [];
  if (response?.status === 429 || response?.status === 503) {
    return [{ clause, outcome: 'untestable', reason: `the target is too busy: it answered ${response.status}` }];
  }
  if (failure?.kind === 'unreachable')
    return [{ clause, outcome: 'untestable', reason: `the target ${failure.message}` }];
  const received =
    response === null
      ? `the target ${failure?.message}`
      : `${response.status}${refusedInSuccess ? ', with a body that refuses' : ''}`;
  return [
    {
      clause,
      outcome: 'broken',
      message: `A request that the contract permits was answered otherwise: ${received}.`,
      expected: successStatuses(operation).join(' or '),
      received,
      pointer: null,
      exchanges: [exchange],
    },
  ];
};

/** Gives the clauses that could not be tried because a case could not be prepared. */
export const untestable = (clauses: readonly (Clause | undefined)[], reason: string): readonly Observation[] =>
  clauses.flatMap((clause) => (clause === undefined ? [] : [{ clause, outcome: 'untestable' as const, reason }]));
