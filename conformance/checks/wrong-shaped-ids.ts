import type { Clause } from '../../src/clauses/clause.ts';
import { faultText } from '../../src/clauses/fault-text.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { breakingAlone } from '../../src/values/break-clause.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import { untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { readRefusal } from '../judge/refusal.ts';
import { judgeRefusalStatus, mistakeOf } from '../judge/refusal-status.ts';
import { brokenRequestClauses, requestClauses } from '../judge/request-violations.ts';
import { makesUnasked } from '../lifecycle/call-on-unknown.ts';
import type { CallValues } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { plainBrokenRunsMax } from '../settings/limits.ts';
import { placeInPath } from '../target/place.ts';
import { prepare } from '../target/prepare.ts';
import type { Target } from '../target/target.ts';
import { refusalClauses } from './answer-clauses.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';
import { howRefused } from './how-refused.ts';

/**
 * Ids of a wrong shape, made of one of our own. A server that is lenient enough to take one for an id takes it for the one it was
 * made of: `17x` by reading as far as it understands, and 17 + 2^32 by keeping 32 bits.
 */
const wrongShapes = (id: JsonValue): readonly JsonValue[] =>
  typeof id === 'number' ? [`${id}x`, id + 2 ** 32] : [`${String(id)}x`];

/** The values of a request with an id of a wrong shape that breaks one clause alone, or null where none of ours does. */
const brokenBy = (
  { contract, evaluate }: CheckContext,
  operation: Operation,
  clause: Clause,
  values: CallValues,
): CallValues | null => {
  if (clause.subject.of !== 'request' || clause.subject.part !== 'path') return null;
  const key = `path ${clause.subject.name}`;
  const before = new Set(brokenRequestClauses(contract, evaluate, operation, values));
  const candidates = wrongShapes(values.parameters[key] ?? '').map((id) => {
    const changed = { ...values, parameters: { ...values.parameters, [key]: id } };
    const broken = brokenRequestClauses(contract, evaluate, operation, changed).filter((other) => !before.has(other));
    return { changed, broken };
  });
  return breakingAlone(clause, candidates)[0]?.changed ?? null;
};

/** Lets writes name the ids of a wrong shape, which nobody's resource has. */
const noteInvented = ({ contract, own }: Target, operation: Operation, { parameters }: CallValues): void => {
  for (const name of pathParameters(operation)) {
    const resource = resourceOfParameter(contract, operation, name);
    if (resource !== null) own.noteInvented(placeInPath(operation, resource, name, parameters));
  }
};

/** Has what a server made of an id of a wrong shape deleted; where it took it for ours, that goes as well. */
const noteMade = (target: Target, operation: Operation, { parameters }: CallValues, exchange: Exchange): void => {
  const names = pathParameters(operation);
  const values = names.map((name) => parameters[`path ${name}`] ?? '');
  const resource = resourceOfParameter(target.contract, operation, names.at(-1) ?? '');
  const id = values.at(-1);
  if (resource === null || id === undefined || !makesUnasked(operation.does?.action) || !target.accepted(exchange))
    return;
  const scope = { names: names.slice(0, -1), values: values.slice(0, -1) };
  target.own.noteMadeUnasked(resource, scope, id, exchange);
};

const perform =
  (context: CheckContext, operation: Operation, clause: Clause): Check<CallValues>['perform'] =>
  async (target, values) => {
    const prepared = await prepare(target, operation, values);
    if (!prepared.ok) return untestable([clause], prepared.reason);
    const broken = brokenBy(context, operation, clause, prepared.values);
    if (broken === null) return [];
    noteInvented(target, operation, broken);
    // Before its twin, after which there may be nothing left that it could be taken for.
    const exchange = await target.send({ operation, values: broken, credentials: 'valid' });
    noteMade(target, operation, broken, exchange);
    const judged = target.judge.judge(operation, exchange);
    const reading = readRefusal(target, operation, exchange, clause);
    if (reading.kind === 'accepted' || reading.kind === 'failed') {
      const how =
        reading.kind === 'accepted' ? `accepted with ${exchange.response?.status}` : `not refused: ${reading.why}`;
      const message = `A request ${faultText(clause)} was ${how}.`;
      const received = String(exchange.response?.status ?? exchange.failure?.message);
      const wrong = { message, expected: 'a documented refusal', received, pointer: null, exchanges: [exchange] };
      return [{ clause, outcome: 'broken', ...wrong }, ...judged];
    }
    const twin = await target.send({ operation, values: prepared.values, credentials: 'valid' });
    if (!target.accepted(twin)) {
      const how = howRefused(target, { operation, values: prepared.values }, twin);
      return [...untestable([clause], `its valid twin was ${how}`), ...judged];
    }
    if (reading.kind === 'undecided') return [...reading.shows, ...judged];
    const status = judgeRefusalStatus(target, operation, mistakeOf(clause), exchange);
    if (reading.kind === 'no evidence') {
      return [...untestable([clause], `it was not refused as documented: ${reading.why}`), ...judged, ...status];
    }
    return [{ clause, outcome: 'held', cases: 1 }, ...judged, ...status];
  };

/** Writes to an id of a wrong shape are refused. */
export const wrongShapedIds: CheckMaker = (context, operation) => {
  if (isSafe(operation)) return [];
  const { contract, settings } = context;
  const values = ordinaryCall(operation, generationOf(contract, settings));
  return requestClauses(contract, operation).flatMap((clause) => {
    const { subject } = clause;
    if (clause.notApplicable !== null || subject.of !== 'request' || subject.part !== 'path') return [];
    if (resourceOfParameter(contract, operation, subject.name)?.operations.create === undefined) return [];
    return asCheck<CallValues>({
      id: `${clause.id}#wrong-shape`,
      operation,
      clauses: [clause.id, ...refusalClauses(contract, operation, ['content', 'absence'])],
      writes: true,
      isIndependent: true,
      cases: values,
      examples: [],
      runs: Math.min(settings.runs, plainBrokenRunsMax),
      perform: perform(context, operation, clause),
    });
  });
};
