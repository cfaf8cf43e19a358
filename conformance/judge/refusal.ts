import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { documentedResponse } from '../../src/contract/documented-response.ts';
import { isClientError, isServerError, proves } from '../../src/http/statuses.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { noResponse } from '../http/no-response.ts';
import { isDocumentedFailure } from './documented-failure.ts';
import { isOfHttpItself } from './of-http-itself.ts';
import type { ResponseJudge } from './response.ts';
import { undecided } from './undecided.ts';

/** How an answer to a request that the contract forbids is to be read. */
export type RefusalReading =
  | { readonly kind: 'refused' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'undecided'; readonly shows: readonly Observation[] }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'no evidence'; readonly why: string };

/** What is known of whoever answered. */
export interface Answerer {
  readonly judge: ResponseJudge;
  /** Whether an exchange is an acceptance. */
  accepted(exchange: Exchange): boolean;
}

const documentsRefusals = (operation: Operation): boolean =>
  operation.responses.some(({ statuses }) =>
    statuses.some((status) => /^4XX$/i.test(status) || proves(Number(status), 'invalid')),
  );

const isRefusalStatus = (operation: Operation, status: number, clause: Clause): boolean => {
  const ofPath = clause.subject.of === 'request' && clause.subject.part === 'path';
  if (isOfHttpItself(clause, status)) return true;
  // Nothing stands at an id that can't be one, so that "not found" is as good a refusal of it as any.
  if (ofPath && proves(status, 'not found')) return true;
  if (!proves(status, 'invalid')) return false;
  return documentedResponse(operation, status) !== null || !documentsRefusals(operation);
};

/** Reads the answer to a request that breaks a clause: only a documented refusal counts as one, and a failure never does. */
export const readRefusal = (
  answerer: Answerer,
  operation: Operation,
  exchange: Exchange,
  clause: Clause,
): RefusalReading => {
  const { response } = exchange;
  const missing = noResponse(exchange);
  if (missing?.shows === 'nothing') return { kind: 'no evidence', why: missing.why };
  if (response === null) return { kind: 'failed', why: missing?.why ?? '' };
  const { status } = response;
  if (answerer.judge.isRefusalInSuccess(response)) return { kind: 'refused' };
  const shows = undecided(operation, status, clause);
  if (shows !== null) return { kind: 'undecided', shows };
  if (answerer.accepted(exchange)) return { kind: 'accepted' };
  if (proves(status, 'busy') || isDocumentedFailure(operation, status))
    return { kind: 'no evidence', why: `it was answered ${status}` };
  if (isServerError(status)) return { kind: 'failed', why: `it was answered ${status}` };
  if (isClientError(status) && isRefusalStatus(operation, status, clause)) return { kind: 'refused' };
  return { kind: 'no evidence', why: `it was answered ${status}, which is no documented refusal of such a request` };
};
