import { clausesOf } from '../../src/clauses/clauses-of.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { isServerError, proves } from '../../src/http/statuses.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { noResponse } from '../http/no-response.ts';
import { isDocumentedFailure } from './documented-failure.ts';

/** Whether a request got an answer at all, and no error of the server's own. Null where that can't be told: the server is busy or out of reach, or has a documented reason that may not be its own. */
export const answeredObservation = (
  { contract }: { readonly contract: Contract },
  operation: Operation,
  exchange: Exchange,
): Observation | null => {
  const clause = clausesOf(contract, operation).find(({ kind }) => kind === 'answered');
  const { response } = exchange;
  const missing = noResponse(exchange);
  if (clause === undefined || proves(response?.status, 'busy') || missing?.shows === 'nothing') return null;
  if (response !== null && isDocumentedFailure(operation, response.status)) return null;
  if (response !== null && !isServerError(response.status)) return { clause, outcome: 'held', cases: 1 };
  const received = missing?.why ?? String(response?.status);
  return {
    clause,
    outcome: 'broken',
    message: `A request that the contract permits met an error of the server's own: ${received}.`,
    expected: 'an answer that is no 5xx',
    received,
    pointer: null,
    exchanges: [exchange],
  };
};
