import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import type { Evaluate } from '../clauses/evaluate.ts';
import type { Parameter } from '../contract/api-description.ts';
import { isWrittenAsJson } from '../contract/parameter-style.ts';
import { givenFor, parameterValue } from '../contract/parameter-value.ts';
import type { JsonValue } from '../document/document.ts';
import { valueAt, withValueAt } from '../document/json-pointer.ts';
import { jsonDepthMax, nestsDeeperThan } from '../document/json-text.ts';
import { matchesMediaType } from '../document/media-type.ts';
import type { HttpRequest } from '../http/messages.ts';
import type { MatchedRequest } from './read-request.ts';
import { queryPairsOf, withPath, withQueryPairs } from './rewrite.ts';

/** What a parameter may stand for in a request, of which one that breaks nothing is enough; null where it needs no value. */
export type Readings = (met: MatchedRequest, parameter: Parameter) => readonly (JsonValue | undefined)[] | null;

/** The clauses of requests that a request breaks; none where something is wrong with it of which no clause speaks. */
type BrokenBy = (met: MatchedRequest, readings?: Readings) => readonly Clause[];

/** Whether a parameter that is written as JSON nests deeper than a validator can follow. */
const isTooDeep = ({ operation, parts }: MatchedRequest): boolean =>
  operation.parameters.some(
    (parameter) =>
      isWrittenAsJson(parameter) &&
      givenFor(operation, parameter, parts).some((given) => nestsDeeperThan([given].flat().join(''), jsonDepthMax)),
  );

const isBrokenInBody = (
  clause: Clause,
  { request, body }: MatchedRequest,
  mediaTypes: readonly string[],
  evaluate: Evaluate,
): boolean => {
  const type = request.headers['content-type'] ?? '';
  const isForeign = request.body !== null && !mediaTypes.some((name) => matchesMediaType(type, name));
  if (clause.kind === 'media-type') return isForeign;
  if (clause.kind === 'well-formed') return request.body !== null && body === undefined && !isForeign;
  if (clause.kind === 'required' && clause.schema === null) return request.body === null;
  return body !== undefined && !isForeign && evaluate(clause, body).violations.length > 0;
};

/** Makes what finds out which clauses of requests are broken. */
export const createBrokenBy = (contract: Contract, evaluate: Evaluate): BrokenBy => {
  const oneReading: Readings = ({ operation, parts }, parameter) => [
    parameterValue(contract, operation, parameter, parts),
  ];

  return (met, readings = oneReading) => {
    if (isTooDeep(met)) return [];
    return contract.clauses.filter((clause) => {
      const { subject, kind, schema, notApplicable } = clause;
      if (subject.of !== 'request' || clause.operation !== met.operation.id || notApplicable !== null) return false;
      if (subject.part === 'body') return isBrokenInBody(clause, met, subject.mediaTypes, evaluate);
      const parameter = met.operation.parameters.find((one) => one.name === subject.name && one.in === subject.part);
      const values = parameter === undefined ? [undefined] : readings(met, parameter);
      const isPresence = kind === 'required' && schema === null;
      return (
        values?.every((value) => (isPresence ? value === undefined : evaluate(clause, value).violations.length > 0)) ??
        false
      );
    });
  };
};

/** A body with the accepted one's value, or none, wherever a clause is broken. */
const mendedBody = (
  { body }: MatchedRequest,
  accepted: MatchedRequest,
  broken: readonly Clause[],
  evaluate: Evaluate,
): JsonValue | undefined =>
  broken
    .flatMap((clause) => (clause.schema === null ? [] : evaluate(clause, body).violations))
    .reduce<JsonValue | undefined>(
      (mended, { pointer }) => withValueAt(mended, pointer, valueAt(accepted.body, pointer)),
      body ?? accepted.body,
    );

/**
 * A request like one that breaks clauses of its query, headers and body, in which accepted values stand in the place of those
 * that break one. Whether it keeps them all is for `BrokenBy` to say.
 */
export const mended = (
  met: MatchedRequest,
  accepted: MatchedRequest,
  broken: readonly Clause[],
  evaluate: Evaluate,
): HttpRequest => {
  const { request } = met;
  const subjects = broken.flatMap(({ subject }) => (subject.of === 'request' ? [subject] : []));
  const inQuery = subjects.flatMap((one) => (one.part === 'query' ? [one.name] : []));
  const inHeaders = subjects.flatMap((one) =>
    one.part === 'header' ? [one.name.toLowerCase()] : one.part === 'cookie' ? ['cookie'] : [],
  );
  const pairs = [
    ...queryPairsOf(request).filter(({ name }) => !inQuery.includes(name)),
    ...queryPairsOf(accepted.request).filter(({ name }) => inQuery.includes(name)),
  ];
  const ofBody = broken.filter(({ subject }) => subject.of === 'request' && subject.part === 'body');
  const body = mendedBody(met, accepted, ofBody, evaluate);
  const replaced = [...inHeaders, ...(ofBody.length > 0 ? ['content-type'] : [])];
  const headers = [
    ...Object.entries(request.headers).filter(([name]) => !replaced.includes(name)),
    ...Object.entries(accepted.request.headers).filter(([name]) => replaced.includes(name)),
  ];
  return {
    ...(inQuery.length === 0 ? request : withQueryPairs(request, pairs)),
    headers: Object.fromEntries(headers),
    body: ofBody.length === 0 ? request.body : body === undefined ? null : JSON.stringify(body),
  };
};

/** An accepted request in the place of another, whose path it has. */
export const acceptedAt = (accepted: MatchedRequest, met: MatchedRequest): HttpRequest => withPath(accepted, met.path);
