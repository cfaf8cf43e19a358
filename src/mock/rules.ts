import type { Contract, Operation } from '../contract/contract.ts';
import type { JsonValue } from '../contract/document.ts';
import { matchesMediaType } from '../contract/media-type.ts';
import { type SchemaValidator, schemaValidator, type Validate } from '../contract/schema-validator.ts';
import type { ApiAnswer, ApiRequest, Finding, Rules } from './api-request.ts';
import { type AcceptedCredentials, challengeOf, credentialsAdvice, judgeCredentials } from './credentials.ts';
import { retryAfterSeconds } from './limits.ts';
import type { Memory } from './memory/memory.ts';
import { reasonText } from './reason.ts';
import type { RefusalRequest } from './refusal.ts';
import { refusalCause } from './refusal-status.ts';

const validateWith = (validator: SchemaValidator, schema: Parameters<SchemaValidator['compile']>[0]): Validate => {
  try {
    return validator.compile(schema);
  } catch {
    // A schema that this validator can't read is Prism's alone to judge.
    return () => [];
  }
};

/**
 * Judges a JSON body by the contract's own schema. Prism takes `null` for no body, and knows only the formats and keywords of
 * JSON Schema's draft 7. What it says of `required` stands: it knows which properties are read-only.
 */
const judgeBody = (validator: SchemaValidator, { requestBody }: Operation, request: ApiRequest): readonly Finding[] => {
  const { content, headers } = request;
  if (content.kind !== 'json' || requestBody === null) return [];
  const mediaType = requestBody.content.find(({ name }) => matchesMediaType(headers['content-type'] ?? '', name));
  if (mediaType === undefined) return [];
  return validateWith(
    validator,
    mediaType.schema,
  )(content.value)
    .filter(({ keyword }) => keyword !== 'required')
    .map(({ pointer, message }) => ({ status: null, message: `body${pointer.replaceAll('/', '.')} ${message}` }));
};

const judgeInput = (
  validator: SchemaValidator,
  operation: Operation,
  request: ApiRequest,
  found: readonly Finding[],
): readonly Finding[] => {
  const { content, preferences } = request;
  if (content.kind === 'trouble') return [{ status: content.status, message: content.reason }];
  if (preferences.mistake !== null) return [...found, { status: 400, message: preferences.mistake }];
  return found.length > 0 ? found : judgeBody(validator, operation, request);
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
  const validator = schemaValidator(contract.document);
  const refuseFor = (operation: Operation, { status, reason, headers }: Cause) => {
    const answer = refuse({ operation, status, reason });
    return { ...answer, headers: { ...headers, ...answer.headers }, reason };
  };
  return {
    credentials: (operation, request, found) =>
      found.length > 0 ? [unauthorized(operation)] : judgeCredentials(operation, request, accepted),
    input: (operation, request, found) => judgeInput(validator, operation, request, found),
    remember(operation, request, answer) {
      const { content, path, query, session } = request;
      if (memory === null || session === null || asksForExample(request)) return answer;
      const body = content.kind === 'json' ? content.value : undefined;
      const outcome = memory.perform(session, { operation, path, query, body }, answer.body as JsonValue | undefined);
      if (outcome === null) return answer;
      if (outcome.kind === 'done') return { ...answer, body: outcome.body };
      return refuseFor(operation, {
        status: outcome.kind === 'missing' ? 404 : 507,
        reason: outcome.reason,
        headers: {},
      });
    },
    refuse: (operation, request, findings) =>
      refuseFor(operation, request.unavailable ? unavailable : causeOf(operation, findings)),
  };
};

/** Who asks for a certain status, example or generated values gets them, and nothing is remembered of it. */
const asksForExample = ({ preferences: { code, exampleKey, dynamic } }: ApiRequest): boolean =>
  code !== undefined || exampleKey !== undefined || dynamic === true;

/** Why a request is refused, with the headers that HTTP asks for. */
interface Cause {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
}

const unavailable: Cause = {
  status: 503,
  reason: 'The mock was started to refuse a share of all requests, and this is one of them.',
  headers: { 'retry-after': String(retryAfterSeconds) },
};

const causeOf = (operation: Operation, findings: readonly Finding[]): Cause => {
  const { status, findings: about } = refusalCause(operation, findings);
  const headers = status === 401 ? { 'www-authenticate': challengeOf(operation) } : {};
  return { status, reason: reasonText(about), headers: { ...headers } };
};
