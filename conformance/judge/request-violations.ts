import type { Clause } from '../../src/clauses/clause.ts';
import { type ClausesByPlace, clausesByPlace } from '../../src/clauses/clauses-by-place.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { isJsonMediaType, matchesMediaType } from '../../src/document/media-type.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { sentMediaType } from '../requests/sent-media-type.ts';

/** Looked up once for each contract, since every case of every broken request asks for them. */
const known = new WeakMap<Contract, ReadonlyMap<string, readonly Clause[]>>();

const none: readonly Clause[] = [];

/** The clauses of an operation's request, as far as they speak of values. */
export const requestClauses = (contract: Contract, operation: Operation): readonly Clause[] => {
  const byOperation =
    known.get(contract) ??
    Map.groupBy(
      contract.clauses.filter(({ subject }) => subject.of === 'request'),
      ({ operation: id }) => id,
    );
  known.set(contract, byOperation);
  return byOperation.get(operation.id) ?? none;
};

/** Whether a media type is one of those JSON ones that a contract names. */
export const isJsonTypeOf = (names: readonly string[], mediaType: string | null): boolean =>
  names.some((name) => isJsonMediaType(name) && matchesMediaType(mediaType ?? '', name));

/** The part of a request that a clause speaks of, or undefined where the request has none: of a body in another media type, which has a schema of its own, it says nothing. */
export const partOf = ({ subject }: Clause, values: CallValues, mediaType: string | null): JsonValue | undefined => {
  if (subject.of !== 'request') return undefined;
  if (subject.part !== 'body') return values.parameters[parameterKey({ in: subject.part, name: subject.name })];
  return isJsonTypeOf(subject.mediaTypes, mediaType) ? values.body : undefined;
};

const keyOfPart = ({ subject }: Clause): string => {
  if (subject.of !== 'request') return '';
  return subject.part === 'body' ? 'body' : `${subject.part} ${subject.name}`;
};

/** The clauses of one part of a request, and the same by the places that they speak of. */
interface PartClauses {
  readonly clauses: readonly Clause[];
  readonly byPlace: ClausesByPlace;
}

/** One entry for each operation of a contract that is in use. */
const knownParts = new WeakMap<readonly Clause[], ReadonlyMap<string, PartClauses>>();

/** Finds the clauses of the part of a request that a clause speaks of, its own among them. */
export const clausesOfPart = (contract: Contract, operation: Operation, clause: Clause): PartClauses => {
  const all = requestClauses(contract, operation);
  const parts =
    knownParts.get(all) ??
    new Map(
      [...Map.groupBy(all, keyOfPart)].map(([key, clauses]) => [key, { clauses, byPlace: clausesByPlace(clauses) }]),
    );
  knownParts.set(all, parts);
  return parts.get(keyOfPart(clause)) ?? { clauses: [], byPlace: clausesByPlace([]) };
};

/** Whether a request lacks the part that a clause speaks of, in whatever media type. */
const lacks = (clause: Clause, values: CallValues): boolean =>
  clause.subject.of === 'request' && clause.subject.part === 'body'
    ? values.body === undefined
    : partOf(clause, values, null) === undefined;

const isBrokenBy = (clause: Clause, evaluate: Evaluate, values: CallValues, mediaType: string | null): boolean => {
  if (clause.notApplicable !== null || ['media-type', 'well-formed'].includes(clause.kind)) return false;
  if (clause.kind === 'required' && clause.schema === null) return lacks(clause, values);
  return evaluate(clause, partOf(clause, values, mediaType)).violations.length > 0;
};

/** Those of some clauses that a request would break whose body is in a media type, judged by the contract alone. */
export const brokenAmong = (
  clauses: readonly Clause[],
  evaluate: Evaluate,
  values: CallValues,
  mediaType: string | null,
): readonly Clause[] => clauses.filter((clause) => isBrokenBy(clause, evaluate, values, mediaType));

/** The clauses that a request would break, judged by the contract alone; its body is in the media type that is sent, unless another is given. */
export const brokenRequestClauses = (
  contract: Contract,
  evaluate: Evaluate,
  operation: Operation,
  values: CallValues,
  mediaType: string | null = sentMediaType(operation),
): readonly Clause[] => brokenAmong(requestClauses(contract, operation), evaluate, values, mediaType);

/** The clauses that a request of ours would break, so that nobody is blamed for refusing it. Its path holds the target's own ids. */
export const brokenOwnClauses = (
  { contract, evaluate }: { readonly contract: Contract; readonly evaluate: Evaluate },
  operation: Operation,
  values: CallValues,
): readonly Clause[] =>
  brokenRequestClauses(contract, evaluate, operation, values).filter(
    ({ subject }) => subject.of !== 'request' || subject.part !== 'path',
  );
