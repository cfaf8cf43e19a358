import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import { faultText } from '../../src/clauses/fault-text.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { isDocumentedStatus } from '../../src/contract/documented-status.ts';
import type { Matched } from '../../src/contract/match-operation.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';
import { isSuccess, proves } from '../../src/http/statuses.ts';
import { type Observation, observed } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseJson } from '../http/parse-json.ts';
import { answeredObservation } from '../judge/answered.ts';
import { brokenRequestClauses, partOf } from '../judge/request-violations.ts';
import type { ResponseJudge } from '../judge/response.ts';
import { successClause } from '../judge/success-clause.ts';
import { isDocumentedSuccess, successStatuses } from '../judge/success-status.ts';
import { undecided } from '../judge/undecided.ts';
import type { CallValues } from '../requests/call.ts';
import type { Recorded } from './har.ts';
import { isPermitted } from './recorded-request.ts';

/** Leaves out what was observed of parts that the file doesn't hold. */
const ofWhatIsThere =
  ({ hasBody, hasHeaders, hasMediaType }: Recorded) =>
  ({ clause: { subject, kind } }: Observation): boolean => {
    if (subject.of !== 'response' || subject.part === 'status') return true;
    if (subject.part === 'header') return hasHeaders;
    // What the recorder didn't keep can't be judged.
    return hasBody && (kind !== 'media-type' || hasMediaType);
  };

/** A clause that the body of a request breaks, with the place where it does. */
interface BrokenInBody {
  readonly clause: Clause;
  readonly pointer: string;
}

/** The clauses that the JSON body of a request breaks. What null means in a request, no document says. */
const brokenIn = (
  contract: Contract,
  evaluate: Evaluate,
  operation: Operation,
  { request }: Exchange,
): readonly BrokenInBody[] => {
  const body = request.body === null ? null : parseJson(request.body);
  const mediaType = request.headers['content-type'] ?? '';
  if (!body?.ok || !isJsonMediaType(mediaType)) return [];
  const values: CallValues = { parameters: {}, body: body.value };
  return brokenRequestClauses(contract, evaluate, operation, values, mediaType)
    .filter(({ subject }) => subject.of === 'request' && subject.part === 'body')
    .flatMap((clause) => {
      const places = evaluate(clause, partOf(clause, values, mediaType)).violations;
      const [place] = places.filter(({ value }) => value !== null);
      return place === undefined ? [] : [{ clause, pointer: place.pointer }];
    });
};

/** Reports an accepted request that breaks clauses: it should have been refused, unless it may be yet. */
const acceptedThough = (
  operation: Operation,
  broken: readonly BrokenInBody[],
  exchange: Exchange,
): readonly Observation[] => {
  const status = exchange.response?.status ?? 0;
  return broken.flatMap(
    ({ clause, pointer }) =>
      undecided(operation, status, clause) ?? [
        {
          clause,
          outcome: 'broken',
          message: `A request ${faultText(clause)} was accepted with ${status}.`,
          expected: 'a documented refusal',
          received: String(status),
          pointer,
          exchanges: [exchange],
        },
      ],
  );
};

/** Why a server may refuse a permitted request by a status that no contract needs to document: the client had no right, or asked for nothing that is there. */
const isOfTheClient = (operation: Operation, status: number): boolean =>
  (proves(status, 'asks for credentials') && operation.security.length > 0) ||
  (proves(status, 'not found') && pathParameters(operation).length > 0);

/** Whether a permitted request was refused by a status that the contract should have documented. */
const isUndocumentedRefusal = (contract: Contract, operation: Operation, status: number): boolean =>
  proves(status, 'refused') && !isDocumentedStatus(contract, operation, status) && !isOfTheClient(operation, status);

/** Judges the status of a response, as far as it shows what the server does: a documented refusal may have any cause. */
const statusObservations = (
  contract: Contract,
  operation: Operation,
  exchange: Exchange,
  { isPermitted, isAccepted }: { readonly isPermitted: boolean; readonly isAccepted: boolean },
): readonly Observation[] => {
  const status = exchange.response?.status ?? 0;
  const answered = isPermitted ? answeredObservation({ contract }, operation, exchange) : null;
  const isUndocumented = isPermitted && !isAccepted && isUndocumentedRefusal(contract, operation, status);
  const clause = isAccepted || isUndocumented ? successClause({ contract }, operation) : undefined;
  if (clause === undefined) return answered === null ? [] : [answered];
  const isSuccess = isDocumentedSuccess(operation, status);
  const ofAnswering = answered === null ? [] : [answered];
  // What is documented beside the successes is nothing against the server.
  if (!isSuccess && isDocumentedStatus(contract, operation, status)) return ofAnswering;
  return [
    ...ofAnswering,
    ...observed(clause, isSuccess, {
      message: isUndocumented
        ? `${operation.id} responded ${status} to a valid request. The contract does not document that status.`
        : `${operation.id} responded ${status}. The contract does not document that status.`,
      expected: successStatuses(operation).join(' or '),
      received: String(status),
      exchanges: [exchange],
    }),
  ];
};

/** What an exchange is judged by. */
export interface Judging {
  readonly contract: Contract;
  readonly evaluate: Evaluate;
  readonly judge: ResponseJudge;
}

/** What one recorded exchange shows of the clauses of an operation. */
export const observeRecorded = (
  { contract, evaluate, judge }: Judging,
  { operation, parameters }: Matched,
  one: Recorded,
): readonly Observation[] => {
  const { exchange } = one;
  const { response } = exchange;
  if (response === null) return [];
  const isAccepted = isSuccess(response.status) && !judge.isRefusalInSuccess(response);
  const broken = brokenIn(contract, evaluate, operation, exchange);
  return [
    ...judge.judge(operation, exchange).filter(ofWhatIsThere(one)),
    ...statusObservations(contract, operation, exchange, {
      isPermitted: isPermitted(contract, evaluate, { operation, parameters }, exchange),
      isAccepted,
    }),
    ...(isAccepted ? acceptedThough(operation, broken, exchange) : []),
  ];
};
