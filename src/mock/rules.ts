import type { Contract, Operation } from '../contract/contract.ts';
import type { JsonValue } from '../contract/document.ts';
import type { ApiRequest } from './api-request.ts';
import { type AcceptedCredentials, challengeOf, judgeCredentials } from './credentials.ts';
import { createAcceptInvalid } from './faults/accept-invalid.ts';
import { createMisbehave } from './faults/misbehave.ts';
import { createJudgeParts } from './judge-parts.ts';
import { createJudgeRequest } from './judge-request.ts';
import { retryAfterSeconds } from './limits.ts';
import type { Memory, MemoryRequest } from './memory/memory.ts';
import { type Objection, reasonText } from './objections.ts';
import type { ApiAnswer, ApiRefusal } from './outcome.ts';
import { asksForExample } from './preferences.ts';
import { problemBody } from './problem.ts';
import type { RefusalRequest } from './refusal.ts';
import { refusalCause } from './refusal-status.ts';
import { contentValue } from './request-content.ts';

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
  const judgeParts = createJudgeParts(contract, 'request');
  const judgeRequest = createJudgeRequest(judgeParts);
  const misbehave = memory === null ? null : createMisbehave(contract, memory);
  const acceptInvalid = createAcceptInvalid(contract, judgeParts.readParameter);
  const refuseFor = (operation: Operation, { status, reason, headers }: Cause) => {
    const answer = refuse({ operation, status, reason });
    return { ...answer, headers: { ...headers, ...answer.headers }, reason };
  };
  return {
    judge(operation, request) {
      const ofCredentials = takesAnyone(operation, request) ? [] : judgeCredentials(operation, request, accepted);
      // Who can't even be let in isn't told the rest.
      if (ofCredentials.length > 0) return ofCredentials;
      const objections = judgeRequest(operation, request);
      // Of what took too long to judge, nobody knows which clauses it breaks.
      const isJudged = objections.every(({ status }) => status !== tooLarge);
      return objections.length > 0 && isJudged && acceptInvalid.request(operation, request) ? [] : objections;
    },
    remember(operation, request, answer) {
      const { session, broken, racing } = request;
      const isForgotten = asksForExample(request.preferences) || acceptInvalid.path(operation, request);
      if (misbehave === null || isForgotten) return answer;
      const asked = memoryRequest(operation, request);
      const body = answer.body as JsonValue | undefined;
      const outcome = misbehave.perform(session, asked, { body, broken, racing });
      if (outcome === null) return answer;
      if (outcome.kind === 'done') return { ...answer, body: outcome.body };
      if (outcome.kind === 'full') return ownProblem(503, outcome.reason);
      return refuseFor(operation, { status: 404, reason: outcome.reason, headers: {} });
    },
    refuse(operation, request, objections) {
      const { session, broken, failure } = request;
      if (failure === null) misbehave?.leaveTrace(session, memoryRequest(operation, request), broken);
      return refuseFor(operation, failure === null ? causeOf(operation, objections) : failureCause(failure));
    },
  };
};

/** The status of a body that is too large, or takes too long. */
const tooLarge = 413;

/** What is the mock's own trouble, and none that the API documents. */
const ownProblem = (status: number, reason: string): ApiRefusal => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: problemBody(status, reason),
  reason,
});

const memoryRequest = (operation: Operation, request: ApiRequest): MemoryRequest => ({
  operation,
  path: request.path,
  query: request.query,
  body: contentValue(request.content),
});

/** Whether the mock is told to let anyone in, whatever the credentials. */
const takesAnyone = ({ id }: Operation, { broken }: ApiRequest): boolean =>
  broken.get(id)?.some(({ kind }) => kind === 'credentials') ?? false;

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
