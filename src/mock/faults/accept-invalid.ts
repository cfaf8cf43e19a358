import type { Clause } from '../../contract/clause.ts';
import type { Contract, Operation, Parameter } from '../../contract/contract.ts';
import type { JsonValue } from '../../contract/document.ts';
import { evaluator } from '../../contract/evaluate.ts';
import { parameterValue } from '../../contract/parameter-value.ts';
import type { ApiRequest } from '../api-request.ts';
import { deepParameters } from '../deep-parameters.ts';
import type { ReadParameter } from '../parameter-readings.ts';
import { contentValue } from '../request-content.ts';

/** What is let through although something is wrong with it. */
export interface AcceptInvalid {
  /** Whether nothing is wrong with a request but clauses that the mock is told to break. */
  request(operation: Operation, request: ApiRequest): boolean;
  /** Whether a request's path breaks such a clause: nothing can be remembered under an id that can't be one. */
  path(operation: Operation, request: ApiRequest): boolean;
}

/** The clause that a body which can't be read breaks, by the status that it is refused with. */
const kindsOfTrouble: Readonly<Record<number, Clause['kind'] | undefined>> = { 400: 'well-formed', 415: 'media-type' };

const isForgiven = ({ id }: Operation, { broken }: ApiRequest, kind: Clause['kind']): boolean =>
  broken
    .get(id)
    ?.some((clause) => clause.subject.of === 'request' && clause.subject.part === 'body' && clause.kind === kind) ??
  false;

/** Makes what forgives the requests of one API. */
export const createAcceptInvalid = (contract: Contract, readParameter: ReadParameter): AcceptInvalid => {
  const evaluate = evaluator(contract.document);

  /** What a parameter may stand for, of which one that breaks nothing is enough; null where it needs no value. */
  const readingsOf = (
    operation: Operation,
    parameter: Parameter,
    request: ApiRequest,
  ): readonly (JsonValue | undefined)[] | null => {
    const readings = readParameter(operation, parameter, request);
    if (readings === 'empty') return null;
    const isRead = typeof readings !== 'string' && readings.length > 0;
    return isRead ? readings : [parameterValue(contract, operation, parameter, request)];
  };

  const isBrokenInBody = (clause: Clause, request: ApiRequest): boolean => {
    const { content } = request;
    const status = content.kind === 'trouble' ? content.status : null;
    if (clause.kind === 'media-type') return content.kind === 'text' || status === 415;
    if (clause.kind === 'well-formed')
      return status === 400 || (content.kind === 'text' && contentValue(content) === undefined);
    if (clause.kind === 'required' && clause.schema === null) return content.kind === 'none';
    return evaluate(clause, contentValue(content)).violations.length > 0;
  };

  const isBroken = (clause: Clause, operation: Operation, request: ApiRequest): boolean => {
    const { subject } = clause;
    if (subject.of !== 'request' || clause.notApplicable !== null) return false;
    if (subject.part === 'body') return isBrokenInBody(clause, request);
    const parameter = operation.parameters.find((one) => one.name === subject.name && one.in === subject.part);
    const values = parameter === undefined ? [undefined] : readingsOf(operation, parameter, request);
    const isPresence = clause.kind === 'required' && clause.schema === null;
    if (values === null) return false;
    return values.every((value) => (isPresence ? value === undefined : evaluate(clause, value).violations.length > 0));
  };

  const forgivesPath: AcceptInvalid['path'] = (operation, request) =>
    (request.broken.get(operation.id) ?? []).some(
      (clause) =>
        clause.subject.of === 'request' && clause.subject.part === 'path' && isBroken(clause, operation, request),
    );

  const forgivesRequest: AcceptInvalid['request'] = (operation, request) => {
    const forgiven = new Set(
      (request.broken.get(operation.id) ?? []).filter(({ subject }) => subject.of === 'request').map(({ id }) => id),
    );
    if (forgiven.size === 0 || request.preferences.mistake !== null) return false;
    // What no clause speaks of, say a body that is too large or a parameter that nests too deep, is nobody's to forgive.
    const { content } = request;
    const isDeep = deepParameters(operation, request).length > 0;
    const unspoken = isDeep || (content.kind === 'trouble' && !kindsOfTrouble[content.status]);
    const kind = content.kind === 'trouble' ? kindsOfTrouble[content.status] : undefined;
    if (unspoken || (kind !== undefined && !isForgiven(operation, request, kind))) return false;
    const broken = contract.clauses.filter(
      (clause) => clause.operation === operation.id && isBroken(clause, operation, request),
    );
    return broken.length > 0 && broken.every(({ id }) => forgiven.has(id));
  };

  return { request: forgivesRequest, path: forgivesPath };
};
