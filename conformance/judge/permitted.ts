import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { isDocumentedStatus } from '../../src/contract/documented-status.ts';
import { isClientError, isServerError, proves } from '../../src/http/statuses.ts';
import { type Observation, untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { noResponse } from '../http/no-response.ts';
import { answeredObservation } from './answered.ts';
import type { ResponseJudge } from './response.ts';
import { successClause } from './success-clause.ts';
import { isDocumentedSuccess, successStatuses } from './success-status.ts';

/** What answers are judged by. */
interface Judging {
  readonly contract: Contract;
  readonly judge: ResponseJudge;
}

/** Whether a request that the contract permits was answered with a documented success. */
const judgeSuccess = (judging: Judging, operation: Operation, exchange: Exchange): readonly Observation[] => {
  const clause = successClause(judging, operation);
  if (clause === undefined) return [];
  const { response } = exchange;
  const missing = noResponse(exchange);
  const refusedInSuccess = response !== null && judging.judge.isRefusalInSuccess(response);
  if (response !== null && isDocumentedSuccess(operation, response.status) && !refusedInSuccess) {
    return [{ clause, outcome: 'held', cases: 1 }];
  }
  // What is documented beside the successes, say a redirect or whatever is left, is nothing against the server.
  const isRefusal =
    response === null || isClientError(response.status) || isServerError(response.status) || refusedInSuccess;
  if (!isRefusal && isDocumentedStatus(judging.contract, operation, response.status)) return [];
  if (response !== null && proves(response.status, 'busy')) {
    return untestable([clause], `the target is too busy: it answered ${response.status}`);
  }
  if (missing?.shows === 'nothing') return untestable([clause], missing.why);
  const received = missing?.why ?? `${response?.status}${refusedInSuccess ? ', with a body that refuses' : ''}`;
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

/** Whether a request that the contract permits was answered, and with a documented success. */
export const judgePermitted = (judging: Judging, operation: Operation, exchange: Exchange): readonly Observation[] => {
  const answered = answeredObservation(judging, operation, exchange);
  // Who fails to answer breaks that promise, and no other.
  if (answered?.outcome === 'broken') return [answered];
  return [...(answered === null ? [] : [answered]), ...judgeSuccess(judging, operation, exchange)];
};
