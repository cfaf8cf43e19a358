import type { Contract, Operation } from '../contract/contract.ts';
import type { JsonValue } from '../contract/document.ts';
import { matchesMediaType } from '../contract/media-type.ts';
import type { ApiAnswer, ApiRequest, Finding, Rules } from './api-request.ts';
import {
  type AcceptedCredentials,
  challengeOf,
  credentialsAdvice,
  hasCredentials,
  judgeCredentials,
} from './credentials.ts';
import { bodyValue, createForgive } from './faults/forgive.ts';
import { createMisbehave } from './faults/misbehave.ts';
import { retryAfterSeconds } from './limits.ts';
import type { Memory, MemoryRequest } from './memory/memory.ts';
import { reasonText } from './reason.ts';
import type { RefusalRequest } from './refusal.ts';
import { refusalCause } from './refusal-status.ts';
import { type RequestValidator, requestValidator } from './request-validator.ts';

/**
 * Judges a JSON body by the contract's own schema. Prism takes `null` for no body, knows only the formats and keywords of JSON
 * Schema's draft 7, and finds nothing wrong by a schema that it can't compile.
 */
const judgeBody = (validate: RequestValidator, { requestBody }: Operation, request: ApiRequest): readonly Finding[] => {
  const { content, headers } = request;
  if (content.kind !== 'json' || requestBody === null) return [];
  const mediaType = requestBody.content.find(({ name }) => matchesMediaType(headers['content-type'] ?? '', name));
  if (mediaType === undefined) return [];
  return validate(mediaType.schema)(content.value).map(({ pointer, message }) => ({
    status: null,
    message: `body${pointer.replaceAll('/', '.')} ${message}`,
  }));
};

const judgeInput = (
  validate: RequestValidator,
  operation: Operation,
  request: ApiRequest,
  found: readonly Finding[],
): readonly Finding[] => {
  const { content, preferences } = request;
  if (content.kind === 'trouble') return [{ status: content.status, message: content.reason }];
  if (preferences.mistake !== null) return [...found, { status: 400, message: preferences.mistake }];
  return found.length > 0 ? found : judgeBody(validate, operation, request);
};

const unauthorized = (operation: Operation): Finding => ({
  status: 401,
  message: `The credentials are missing or not well-formed: send ${credentialsAdvice(operation)}`,
});

/** Gives the rules of one API's mock: what it finds wrong beside Prism, and how it refuses. */
export const createRules = (
  contract: Contract,
  accepted: AcceptedCredentials,
  refuse: (request: RefusalRequest) => ApiAnswer,
  memory: Memory | null,
): Rules => {
  const validate = requestValidator(contract.document);
  const misbehave = memory === null ? null : createMisbehave(contract, memory);
  const forgive = createForgive(contract);
  const refuseFor = (operation: Operation, { status, reason, headers }: Cause) => {
    const answer = refuse({ operation, status, reason });
    return { ...answer, headers: { ...headers, ...answer.headers }, reason };
  };
  return {
    credentials(operation, request, found) {
      if (takesAnyone(operation, request)) return [];
      return found.length > 0 && !hasCredentials(operation, request)
        ? [unauthorized(operation)]
        : judgeCredentials(operation, request, accepted);
    },
    input(operation, request, found) {
      const findings = judgeInput(validate, operation, request, found);
      return findings.length > 0 && forgive.request(operation, request) ? [] : findings;
    },
    remember(operation, request, answer) {
      const { session, broken, racing } = request;
      if (misbehave === null || session === null || asksForExample(request) || forgive.path(operation, request))
        return answer;
      const asked = memoryRequest(operation, request);
      const body = answer.body as JsonValue | undefined;
      const outcome = misbehave.perform(session, asked, { body, broken, racing });
      if (outcome === null) return answer;
      if (outcome.kind === 'done') return { ...answer, body: outcome.body };
      return refuseFor(operation, {
        status: outcome.kind === 'missing' ? 404 : 507,
        reason: outcome.reason,
        headers: {},
      });
    },
    refuse(operation, request, findings) {
      const { session, broken, failure } = request;
      if (session !== null && failure === null)
        misbehave?.leaveTrace(session, memoryRequest(operation, request), broken);
      return refuseFor(operation, failure === null ? causeOf(operation, findings) : failureCause(failure));
    },
  };
};

const memoryRequest = (operation: Operation, request: ApiRequest): MemoryRequest => ({
  operation,
  path: request.path,
  query: request.query,
  body: bodyValue(request),
});

/** Says whether the mock is told to let anyone in, whatever the credentials. */
const takesAnyone = ({ id }: Operation, { broken }: ApiRequest): boolean =>
  broken.get(id)?.some(({ kind }) => kind === 'credentials') ?? false;

/** Who asks for a certain status, example or generated values gets them, and nothing is remembered of it. */
const asksForExample = ({ preferences: { code, exampleKey, dynamic } }: ApiRequest): boolean =>
  code !== undefined || exampleKey !== undefined || dynamic === true;

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

const causeOf = (operation: Operation, findings: readonly Finding[]): Cause => {
  const { status, findings: about } = refusalCause(operation, findings);
  const headers = status === 401 ? { 'www-authenticate': challengeOf(operation) } : {};
  return { status, reason: reasonText(about), headers: { ...headers } };
};
