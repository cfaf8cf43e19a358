import type { Clause } from '../../src/contract/clause.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Evaluate } from '../../src/contract/evaluate.ts';
import { matchesMediaType } from '../../src/contract/media-type.ts';
import { parameterValue } from '../../src/contract/parameter-value.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { MatchedRequest } from './read-request.ts';
import type { Remembered } from './remembered.ts';
import { withPath } from './rewrite.ts';

/** The clauses of requests that a request breaks. */
type BrokenBy = (met: MatchedRequest) => readonly Clause[];

/** Makes what finds out which clauses of requests are broken. */
export const createBrokenBy = (contract: Contract, evaluate: Evaluate): BrokenBy => {
  const isBrokenInBody = (
    clause: Clause,
    { request, body }: MatchedRequest,
    mediaTypes: readonly string[],
  ): boolean => {
    const isForeign =
      request.body !== null &&
      !mediaTypes.some((name) => matchesMediaType(request.headers['content-type'] ?? '', name));
    if (clause.kind === 'media-type') return isForeign;
    if (clause.kind === 'well-formed') return request.body !== null && body === undefined && !isForeign;
    if (clause.kind === 'required' && clause.schema === null) return request.body === null;
    return body !== undefined && !isForeign && evaluate(clause, body).violations.length > 0;
  };

  return (met) =>
    contract.clauses.filter((clause) => {
      const { subject, kind, schema, notApplicable } = clause;
      if (subject.of !== 'request' || clause.operation !== met.operation.id || notApplicable !== null) return false;
      if (subject.part === 'body') return isBrokenInBody(clause, met, subject.mediaTypes);
      const parameter = met.operation.parameters.find((one) => one.name === subject.name && one.in === subject.part);
      const value = parameter === undefined ? undefined : parameterValue(contract, met.operation, parameter, met.parts);
      if (kind === 'required' && schema === null) return value === undefined;
      return evaluate(clause, value).violations.length > 0;
    });
};

/** A request that was accepted in the place of one that breaks a clause, so that this one seems to be accepted; null where none was. */
export const mended = (remembered: Remembered, met: MatchedRequest, { subject }: Clause): HttpRequest | null => {
  const accepted = remembered.lastTo(met.operation.id);
  if (accepted === undefined) return null;
  const isInPath = subject.of === 'request' && subject.part === 'path';
  if (!isInPath) return withPath(accepted, met.path);
  const meant = remembered.idsWithin(met.path);
  return meant === null ? accepted.request : withPath(met, meant);
};

/** A request with the credentials of one that was accepted; null where none was. */
export const withCredentials = (
  contract: Contract,
  remembered: Remembered,
  request: HttpRequest,
): HttpRequest | null => {
  const { lastAccepted } = remembered;
  if (lastAccepted === null) return null;
  const schemes = contract.operations.flatMap(({ security }) => security.flat());
  const names = schemes.flatMap((scheme) => (scheme.type === 'apiKey' ? [scheme.name.toLowerCase()] : []));
  const shown = Object.entries(lastAccepted.headers).filter(([name]) =>
    ['authorization', 'cookie', ...names].includes(name),
  );
  return { ...request, headers: { ...request.headers, ...Object.fromEntries(shown) } };
};
