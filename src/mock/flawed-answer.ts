import type { Contract } from '../clauses/contract.ts';
import { matchOperation } from '../contract/match-operation.ts';
import { parameterValue } from '../contract/parameter-value.ts';
import type { Respond } from '../flaws/flaw-context.ts';
import { createFlaws } from '../flaws/flaws.ts';
import { createRaces } from '../flaws/races.ts';
import type { HttpRequest, HttpResponse } from '../http/messages.ts';
import { isClientError, isServerError } from '../http/statuses.ts';
import { createAcceptedRequest } from './accepted-request.ts';
import type { BrokenClauses } from './faults/faults.ts';
import type { ApiRequest } from './http/api-request.ts';
import type { ExplainedAnswer, MockRequest } from './http/http-messages.ts';
import { asksForExample } from './http/preferences.ts';
import { problemAnswer } from './http/problem.ts';
import { readContent } from './http/request-content.ts';
import { readTarget } from './http/request-target.ts';
import type { AcceptedCredentials } from './judge/credentials.ts';
import { createJudgeParts } from './judge/judge-parts.ts';
import { createHoldingsMemory } from './memory/holdings-memory.ts';

/** A request of which clauses are to be broken. */
export interface FlawedAsking {
  readonly request: ApiRequest;
  /** As it came. */
  readonly body: Buffer | null;
  /** The name of its session. */
  readonly session: string;
  readonly broken: BrokenClauses;
  /** The right answer of the mock. */
  readonly answerRight: (request: ApiRequest) => ExplainedAnswer;
  /** Aborted where the mock closes. */
  readonly closing: AbortSignal;
}

/** Answers a request as the mock would, but for the clauses that are broken. */
export type FlawedAnswer = (asking: FlawedAsking) => Promise<ExplainedAnswer>;

/** What stands for a body that was not read: no clause is kept by it. */
const unreadBody = ' ';

/** Statuses of trouble with a body of which a clause speaks. */
const statusesOfClauses = [400, 415];

const written = ({ method, path, queryText, headers, content }: ApiRequest, body: Buffer | null): HttpRequest => ({
  method,
  url: queryText === '' ? path : `${path}?${queryText}`,
  headers,
  body: content.kind === 'none' ? null : (body?.toString('utf8') ?? unreadBody),
});

/** The clauses that can be broken in a request: what is answered with an example is remembered by nobody, and what no clause speaks of is nobody's to accept. */
const breakable = ({ preferences, content }: ApiRequest, broken: BrokenClauses): BrokenClauses => {
  const isUnread = content.kind === 'trouble' && !statusesOfClauses.includes(content.status);
  const takesRequests = preferences.mistake === null && !isUnread;
  const takesResources = !asksForExample(preferences);
  return new Map(
    [...broken].map(([operation, clauses]) => [
      operation,
      clauses.filter(
        ({ subject }) => (takesRequests || subject.of !== 'request') && (takesResources || subject.of !== 'resource'),
      ),
    ]),
  );
};

const responseOf = ({ status, headers, body }: ExplainedAnswer): HttpResponse => ({
  status,
  headers,
  body: body ?? '',
  truncated: false,
});

/** Makes what breaks the clauses of one contract in the mock's answers. */
export const createFlawedAnswer = (contract: Contract, accepted: AcceptedCredentials): FlawedAnswer => {
  const flaws = createFlaws(contract);
  const memoryOf = createHoldingsMemory(contract, createAcceptedRequest(contract, accepted));
  const races = createRaces();
  const { readParameter } = createJudgeParts(contract, 'request');

  return async ({ request, body, session, broken, answerRight, closing }) => {
    const original = written(request, body);
    const answers: ExplainedAnswer[] = [];
    const right: Respond = async (wanted) => {
      const isAsPreferred = wanted.headers.prefer === original.headers.prefer;
      const answer = answerRight(
        wanted === original
          ? request
          : {
              ...request,
              ...readTarget(wanted.url),
              method: wanted.method,
              headers: wanted.headers,
              content: readContent(received(wanted)),
              preferences: isAsPreferred ? request.preferences : { mistake: null },
            },
      );
      answers.push(answer);
      return responseOf(answer);
    };
    const response = await flaws.respond(
      {
        target: '',
        right,
        memory: memoryOf(request.session),
        races: (kind) => races(`${session} ${kind}`, closing),
        broken: breakable(request, broken),
        isRare: false,
        readings: (met, parameter) => {
          const readings = readParameter(met.operation, parameter, {
            ...request,
            ...readTarget(met.request.url),
            headers: met.request.headers,
          });
          if (readings === 'empty') return null;
          const isRead = typeof readings !== 'string' && readings.length > 0;
          return isRead ? readings : [parameterValue(contract, met.operation, parameter, met.parts)];
        },
      },
      original,
    );
    const operation = matchOperation(contract, request.method, request.path)?.operation.id ?? null;
    return { ...explained(response, answers), operation };
  };
};

const received = ({ method, url, headers, body }: HttpRequest): MockRequest => ({
  method,
  target: url,
  headers,
  body: body === null ? null : Buffer.from(body),
  trouble: null,
});

/** A response with what is told of the right answer that it was made of. */
const explained = (
  { status, headers, body }: HttpResponse,
  answers: readonly ExplainedAnswer[],
): Omit<ExplainedAnswer, 'operation'> => {
  const [first] = answers;
  const like = answers.findLast((answer) => answer.status === status) ?? first;
  if (like?.status !== status && body === '' && status === 500)
    return problemAnswer(500, 'The mock was told not to answer this operation.');
  const isRefusal = isClientError(status) || isServerError(status);
  return {
    status,
    headers,
    body: body === '' ? null : body,
    reason: isRefusal ? (like?.reason ?? null) : null,
    ...(like?.stack === undefined ? {} : { stack: like.stack }),
  };
};
