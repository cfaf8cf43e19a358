import fc from 'fast-check';
import type { Clause } from '../../src/contract/clause.ts';
import type { Operation } from '../../src/contract/contract.ts';
import { isObject, type JsonValue } from '../../src/contract/document.ts';
import { valuesAt } from '../../src/contract/evaluate.ts';
import { pointerTo, withValueAt } from '../../src/contract/json-pointer.ts';
import { brokenValues } from '../arbitraries/broken-value.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import { isUrlSchema } from '../arbitraries/ordinary-string.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { readRefusal } from '../judge/refusal.ts';
import { plainBrokenRunsMax } from '../limits.ts';
import { type Call, type CallValues, parameterKey } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckContext, type CheckMaker, isSafe } from './check.ts';
import { untestable } from './exchange-with.ts';
import { judgeRefusalStatus } from './refusal-status.ts';
import { brokenRequestClauses, partOf, requestClauses } from './request-violations.ts';

/** A valid request, and which of the possible faults is put into it. */
interface BrokenCase {
  readonly values: CallValues;
  readonly place: number;
  readonly choice: number;
}

/** A media type that no contract here names: text that nobody reads as JSON. */
const foreignMediaType = 'text/plain; charset=utf-8';

const placeMax = 100;
const choiceMax = 1000;

/** Kinds whose broken values differ in what they could get past a validator. */
const manifold: readonly Clause['kind'][] = ['pattern', 'format', 'enum', 'const', 'type'];

/** What the schemas that a clause speaks of say besides it: the format and nature of the strings there. */
const natureOf = (
  clause: Clause,
  siblings: readonly Clause[],
): { readonly url: boolean; readonly format: string | null } => {
  const same = siblings.filter(
    (other) => JSON.stringify([other.subject, other.at]) === JSON.stringify([clause.subject, clause.at]),
  );
  const schema = Object.assign({}, ...same.map((other) => other.schema ?? {})) as Record<string, JsonValue>;
  return { url: isUrlSchema(schema), format: typeof schema.format === 'string' ? schema.format : null };
};

/** Says whether a null in this place may be read as an absence: where the property isn't required, no document says that it may not. */
const nullIsAbsence = (clause: Clause, siblings: readonly Clause[]): boolean => {
  const last = clause.at.at(-1);
  if (clause.kind !== 'type' || last === undefined || !('property' in last)) return false;
  return !siblings.some(
    ({ id, kind }) => kind === 'required' && id === clause.id.replace(/:type(~\d+)?$/, ':required'),
  );
};

/** Puts a value in the place of another in a part of a request. */
const replaced = (clause: Clause, values: CallValues, pointer: string, value: JsonValue): CallValues => {
  const part = withValueAt(partOf(clause, values), pointer, value);
  if (clause.subject.of !== 'request' || clause.subject.part === 'body') return { ...values, body: part };
  const key = parameterKey({ in: clause.subject.part, name: clause.subject.name });
  return { ...values, parameters: { ...values.parameters, [key]: part ?? '' } };
};

const asItIs = (value: JsonValue): JsonValue => value;

/** A place for a value in a request: where it goes, what stands there now, and what is put around it. */
interface Place {
  readonly pointer: string;
  readonly value: JsonValue;
  readonly wrap: (value: JsonValue) => JsonValue;
}

/** Finds the place of an optional property that a request leaves out: only a broken value is put there, so that no valid one need be known. */
const absentPlace = (root: JsonValue | undefined, at: Clause['at']): Place | null => {
  const missing = at.findIndex((_, index) => valuesAt(root, at.slice(0, index + 1)).length === 0);
  const first = at[missing];
  const parent = valuesAt(root, at.slice(0, missing))[0];
  if (first === undefined || parent === undefined || !('property' in first) || !isObject(parent.value)) return null;
  const wrap = at
    .slice(missing + 1)
    .reduceRight<Place['wrap']>(
      (inner, step) => (value) => ('property' in step ? { [step.property]: inner(value) } : [inner(value)]),
      asItIs,
    );
  return { pointer: pointerTo(parent.pointer, first.property), value: null, wrap };
};

/** Breaks one clause of a valid request in its value, and nothing else if that can be; null where it can't be broken so. */
const brokenValuesOf = (
  context: CheckContext,
  operation: Operation,
  clause: Clause,
  { values, place, choice }: BrokenCase,
): CallValues | null => {
  const siblings = requestClauses(context.contract, operation);
  const places = valuesAt(partOf(clause, values), clause.at);
  const met = places[place % Math.max(1, places.length)];
  const chosen = met === undefined ? absentPlace(partOf(clause, values), clause.at) : { ...met, wrap: asItIs };
  if (chosen === null) return null;
  const ofText = clause.subject.of === 'request' && clause.subject.part !== 'body';
  const candidates = brokenValues(clause, chosen.value, natureOf(clause, siblings))
    .filter((value) => !ofText || (value !== '' && ['string', 'number'].includes(typeof value)))
    .filter((value) => value !== null || !nullIsAbsence(clause, siblings))
    .map((value) => replaced(clause, values, chosen.pointer, chosen.wrap(value)))
    .map((broken) => ({ broken, others: brokenRequestClauses(context.contract, context.evaluate, operation, broken) }))
    .filter(({ others }) => others.some(({ id }) => id === clause.id));
  const alone = candidates.filter(({ others }) => others.length === 1);
  // What can't be broken alone is entailed by the others that break with it, at the same place.
  const usable =
    alone.length > 0
      ? alone
      : candidates.filter(({ others }) => others.every(({ at }) => at.length === clause.at.length));
  return usable[choice % Math.max(1, usable.length)]?.broken ?? null;
};

/** Breaks one clause of a valid request; null where this tool can't. */
const brokenCall = (context: CheckContext, operation: Operation, clause: Clause, broken: BrokenCase): Call | null => {
  const { values } = broken;
  const call: Call = { operation, values, credentials: 'valid' };
  const body = JSON.stringify(values.body);
  if (clause.kind === 'media-type') return { ...call, mediaType: foreignMediaType };
  if (clause.kind === 'well-formed') return { ...call, rawBody: malformed(body ?? '{}')[broken.choice % 4] ?? '{' };
  if (clause.kind === 'required' && clause.schema === null) {
    if (clause.subject.of === 'request' && clause.subject.part !== 'body') {
      const key = parameterKey({ in: clause.subject.part, name: clause.subject.name });
      const parameters = Object.fromEntries(Object.entries(values.parameters).filter(([name]) => name !== key));
      return { ...call, values: { ...values, parameters } };
    }
    return { ...call, values: { ...values, body: undefined } };
  }
  const brokenValue = brokenValuesOf(context, operation, clause, broken);
  return brokenValue === null ? null : { ...call, values: brokenValue };
};

/** JSON texts that end too early, go on too long, or were written by hand (RFC 8259 permits none of them). */
const malformed = (body: string): readonly string[] => [
  body.slice(0, -1),
  `{'url': ${body}`,
  `${body}}`,
  body.replace(/\}$/, ',}'),
];

const accepted = (clause: Clause, twin: Exchange, exchange: Exchange, reason: string): Observation => ({
  clause,
  outcome: 'broken',
  message: `A request that breaks ${clause.id} was ${reason}.`,
  expected: 'a documented refusal',
  received: exchange.response === null ? (exchange.failure?.message ?? 'no answer') : String(exchange.response.status),
  pointer: clause.subject.of === 'request' && clause.subject.part === 'body' ? '' : null,
  exchanges: [twin, exchange],
});

const perform =
  (context: CheckContext, operation: Operation, clause: Clause): Check<BrokenCase>['perform'] =>
  async (target: Target, value) => {
    const path = await target.pathValues(operation);
    if (!path.ok) return untestable([clause], path.reason);
    const parameters = { ...value.values.parameters, ...path.values };
    const values: CallValues = { parameters, body: target.resolved(value.values.body) };
    const broken = brokenCall(context, operation, clause, { ...value, values });
    if (broken === null) return [];
    // The twin differs from the broken request in the broken clause alone, and is sent in the same breath.
    const twin = await target.send({ operation, values, credentials: 'valid' });
    if (!target.accepted(twin)) {
      const why =
        twin.response === null ? `the target ${twin.failure?.message}` : `it was answered ${twin.response.status}`;
      return untestable([clause], `the valid twin of the broken request was not accepted: ${why}`);
    }
    const exchange = await target.send(broken);
    const reading = readRefusal(target, operation, exchange, clause);
    const judged = target.judge.judge(operation, exchange);
    switch (reading.kind) {
      case 'refused':
        return [
          { clause, outcome: 'held', cases: 1 },
          ...judged,
          ...judgeRefusalStatus(target, operation, clause, exchange),
        ];
      case 'accepted':
        return [accepted(clause, twin, exchange, `accepted with ${exchange.response?.status}`), ...judged];
      case 'failed':
        return [accepted(clause, twin, exchange, `not refused: ${reading.why}`), ...judged];
      case 'no evidence':
        return [
          ...untestable([clause], `the broken request was not refused as documented: ${reading.why}`),
          ...judged,
          ...judgeRefusalStatus(target, operation, clause, exchange),
        ];
      default:
        return reading satisfies never;
    }
  };

/** Says whether a clause may be broken in a request to an operation: a wrong-shaped id is only ever read, since a lenient server might take it for somebody's. */
const mayBeBroken = (operation: Operation, clause: Clause): boolean =>
  clause.notApplicable === null &&
  (clause.subject.of !== 'request' || clause.subject.part !== 'path' || isSafe(operation));

const sampleSeed = 1;

/** For every clause of a request: requests that break it alone are refused, beside valid twins that aren't. */
export const brokenRequests: CheckMaker = (context, operation) => {
  const arbitrary = ordinaryCall(operation, {
    document: context.contract.document,
    ownerValues: context.settings.ownerValues,
  });
  const [sample] = fc.sample(arbitrary, { seed: sampleSeed, numRuns: 1 });
  return requestClauses(context.contract, operation)
    .filter((clause) => mayBeBroken(operation, clause))
    .map((clause) => {
      const runs = manifold.includes(clause.kind)
        ? context.settings.runs
        : Math.min(context.settings.runs, plainBrokenRunsMax);
      const telling = Math.ceil(runs / 2);
      return asCheck<BrokenCase>({
        id: `${clause.id}#broken`,
        operation,
        clauses: [clause.id],
        writes: !isSafe(operation),
        cases: fc.record({ values: arbitrary, place: fc.nat(placeMax), choice: fc.nat(choiceMax) }),
        examples:
          sample === undefined
            ? []
            : [...Array(telling).keys()].map((choice) => ({ values: sample, place: 0, choice })),
        runs,
        perform: perform(context, operation, clause),
      });
    });
};
