import type { Contract } from '../../clauses/contract.ts';
import type { Operation } from '../../contract/api-description.ts';
import type { JsonValue } from '../../document/document.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ApiAnswer, ApiRefusal } from '../http/outcome.ts';
import { asksForExample } from '../http/preferences.ts';
import { problemBody } from '../http/problem.ts';
import { contentValue } from '../http/request-content.ts';
import type { Memory } from '../memory/memory.ts';
import { retryAfterSeconds } from '../settings/limits.ts';
import { type AcceptedCredentials, challengeOf, judgeCredentials } from './credentials.ts';
import { createJudgeParts } from './judge-parts.ts';
import { createJudgeRequest } from './judge-request.ts';
import { type Objection, reasonText } from './objections.ts';
import type { RefusalRequest } from './refusal.ts';
import { refusalCause } from './refusal-status.ts';

/** What the mock decides itself: Prism finds the operation, and the documented answer. */
export interface Rules {
  /** What is wrong with a request. */
  judge(operation: Operation, request: ApiRequest): readonly Objection[];
  /** The answer to a request with which nothing is wrong, given the documented one: with what is remembered, if anything is. */
  remember(operation: Operation, request: ApiRequest, answer: ApiAnswer): ApiAnswer | ApiRefusal;
  /** The answer to a request with which something is wrong. */
  refuse(operation: Operation, request: ApiRequest, objections: readonly Objection[]): ApiRefusal;
}

/** The rules of one API's mock: what it finds wrong, and how it refuses. */
export const createRules = (
  contract: Contract,
  accepted: AcceptedCredentials,
  refuse: (request: RefusalRequest) => ApiAnswer,
  memory: Memory | null,
): Rules => {
  const judgeRequest = createJudgeRequest(createJudgeParts(contract, 'request'));
  const refuseFor = (operation: Operation, { status, reason, headers }: Cause) => {
    const answer = refuse({ operation, status, reason });
    return { ...answer, headers: { ...headers, ...answer.headers }, reason };
  };
  return {
    judge(operation, request) {
      const ofCredentials = judgeCredentials(operation, request, accepted);
      // Who can't even be let in isn't told the rest.
      return ofCredentials.length > 0 ? ofCredentials : judgeRequest(operation, request);
    },
    remember(operation, request, answer) {
      const { path, query, content, preferences, session } = request;
      if (memory === null || asksForExample(preferences)) return answer;
      const asked = { operation, path, query, body: contentValue(content) };
      const outcome = memory.perform(session, asked, answer.body as JsonValue | undefined);
      if (outcome === null) return answer;
      if (outcome.kind === 'done') return { ...answer, body: outcome.body };
      if (outcome.kind === 'full') return ownProblem(503, outcome.reason);
      return refuseFor(operation, { status: 404, reason: outcome.reason, headers: {} });
    },
    refuse(operation, { failure }, objections) {
      return refuseFor(operation, failure === null ? causeOf(operation, objections) : failureCause(failure));
    },
  };
};

/** What is the mock's own trouble, and none that the API documents. */
const ownProblem = (status: number, reason: string): ApiRefusal => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: problemBody(status, reason),
  reason,
});

/** Why a request is refused, with the headers that HTTP asks for. */
interface Cause {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
}

const failureCause = (status: 429 | 503): Cause => ({
  status,
  reason: 'The mock was told to refuse a share of all requests, and this is one of them.',
  headers: { 'retry-after': String(retryAfterSeconds) },
});

const causeOf = (operation: Operation, objections: readonly Objection[]): Cause => {
  const { status, objections: about } = refusalCause(operation, objections);
  const headers = status === 401 ? { 'www-authenticate': challengeOf(operation) } : {};
  return { status, reason: reasonText(about), headers: { ...headers } };
};
