import fc from 'fast-check';
import type { Broken } from '../../src/contract/break-clause.ts';
import type { Clause } from '../../src/contract/clause.ts';
import type { Operation } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { matchesMediaType } from '../../src/contract/media-type.ts';
import { waysToBreakAlone } from '../arbitraries/broken-alone.ts';
import { resolveListed } from '../arbitraries/listed-value.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseJson } from '../http/parse-json.ts';
import { readRefusal } from '../judge/refusal.ts';
import { plainBrokenRunsMax, runsDefault, tellingMax } from '../limits.ts';
import { type Call, type CallValues, parameterKey } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import { readingsOf } from '../requests/readings.ts';
import type { Target } from '../target/target.ts';
import { refusalClauses } from './answer-clauses.ts';
import { asCheck, type Check, type CheckContext, type CheckMaker } from './check.ts';
import { untestable } from './exchange-with.ts';
import { judgeRefusalStatus } from './refusal-status.ts';
import { brokenRequestClauses, partOf, requestClauses } from './request-violations.ts';

/** A valid request, and which of the possible faults is put into it. */
interface BrokenCase {
  readonly values: CallValues;
  readonly place: number;
  readonly choice: number;
}

/** Media types that nobody reads as JSON; one that an operation takes all the same is no broken request to it. */
const foreignMediaTypes = ['text/plain; charset=utf-8', 'application/xml', 'image/png'];

const placeMax = 100;
const choiceMax = 1000;

/** Kinds whose broken values differ in what they could get past a validator. */
const manifold: readonly Clause['kind'][] = ['pattern', 'format', 'enum', 'const', 'type'];

/** Says whether a null in this place may be read as an absence: where the property or the body isn't required, no document says that it may not. */
const nullIsAbsence = (clause: Clause, siblings: readonly Clause[]): boolean => {
  const last = clause.at.at(-1);
  if (clause.kind !== 'type' || (last !== undefined && ('item' in last || 'itemsFrom' in last))) return false;
  return !siblings.some(
    ({ id, kind }) => kind === 'required' && id === clause.id.replace(/:type(~\d+)?$/, ':required'),
  );
};

/** Puts another part in the place of that which a clause speaks of. */
const replaced = (clause: Clause, values: CallValues, part: JsonValue | undefined): CallValues => {
  if (clause.subject.of !== 'request' || clause.subject.part === 'body') return { ...values, body: part };
  const key = parameterKey({ in: clause.subject.part, name: clause.subject.name });
  return { ...values, parameters: { ...values.parameters, [key]: part ?? '' } };
};

/**
 * Says whether a value stays broken however it is read after it was written into a path, a query or a header: a text that is no number
 * breaks the type beside the bound, but one reading at least has to break the clause itself. In a JSON body a value is read as it was.
 */
const staysBroken = (
  { contract, evaluate }: CheckContext,
  { parameters }: Operation,
  clause: Clause,
  { siblings, root }: { readonly siblings: readonly Clause[]; readonly root: JsonValue | undefined },
): boolean => {
  const { subject } = clause;
  if (subject.of !== 'request' || subject.part === 'body') return true;
  const parameter = parameters.find(({ name, in: place }) => name === subject.name && place === subject.part);
  const readings =
    parameter === undefined || root === undefined ? null : readingsOf(contract.document, parameter, root);
  if (readings === null) return false;
  const isBrokenBy = (one: Clause, reading: JsonValue | undefined): boolean =>
    one.notApplicable === null && one.schema !== null && evaluate(one, reading).violations.length > 0;
  const same = siblings.filter(
    (other) =>
      other.subject.of === 'request' &&
      other.subject.part === subject.part &&
      'name' in other.subject &&
      other.subject.name === subject.name,
  );
  return (
    readings.some((reading) => isBrokenBy(clause, reading)) &&
    readings.every((reading) => same.some((one) => isBrokenBy(one, reading)))
  );
};

/** Gives the ways to break one clause of a valid request in its value, and nothing else if that can be; an empty list where it can't be broken so. */
const brokenValuesOf = (
  context: CheckContext,
  operation: Operation,
  clause: Clause,
  { values, place }: BrokenCase,
): readonly CallValues[] => {
  const siblings = requestClauses(context.contract, operation);
  // What the target's own ids break already is no fault of the request.
  const before = new Set(brokenRequestClauses(context.contract, context.evaluate, operation, values));
  const isTelling = ({ value, root }: Broken): boolean =>
    (value !== null || !nullIsAbsence(clause, siblings)) && staysBroken(context, operation, clause, { siblings, root });
  const brokenBy = (root: JsonValue | undefined): readonly Clause[] =>
    brokenRequestClauses(context.contract, context.evaluate, operation, replaced(clause, values, root)).filter(
      (other) => !before.has(other),
    );
  const ways = waysToBreakAlone(clause, partOf(clause, values), { siblings, place, isTelling, brokenBy });
  return ways.map(({ root }) => replaced(clause, values, root));
};

/** Gives a request in which something stands in the place of listed values, so that it can be looked at before the target is. */
const withAnyListed = ({ contract }: CheckContext, values: CallValues): CallValues => {
  const lists = new Map(contract.resources.map(({ name }) => [name, ['listed']] as const));
  const body = values.body === undefined ? null : resolveListed(values.body, lists);
  return { ...values, body: body?.ok ? body.value : values.body };
};

/** How many ways there are to break a clause of a sample. */
const choicesOf = (context: CheckContext, operation: Operation, clause: Clause, sample: CallValues): number => {
  if (clause.kind === 'well-formed') return malformed(JSON.stringify(sample.body ?? {})).length;
  if (clause.schema === null) return 1;
  return brokenValuesOf(context, operation, clause, { values: sample, place: 0, choice: 0 }).length;
};

/** Breaks one clause of a valid request; null where this tool can't. */
const brokenCall = (context: CheckContext, operation: Operation, clause: Clause, broken: BrokenCase): Call | null => {
  const { values } = broken;
  const call: Call = { operation, values, credentials: 'valid' };
  if (clause.kind === 'media-type') {
    const mediaType = foreignMediaTypes.find((foreign) => !takes(operation, foreign));
    return values.body === undefined || mediaType === undefined ? null : { ...call, mediaType };
  }
  if (clause.kind === 'well-formed') {
    const texts = malformed(JSON.stringify(values.body ?? {}));
    return { ...call, rawBody: texts[broken.choice % texts.length] ?? '{' };
  }
  if (clause.kind === 'required' && clause.schema === null) {
    if (clause.subject.of === 'request' && clause.subject.part !== 'body') {
      const key = parameterKey({ in: clause.subject.part, name: clause.subject.name });
      const parameters = Object.fromEntries(Object.entries(values.parameters).filter(([name]) => name !== key));
      return { ...call, values: { ...values, parameters } };
    }
    return { ...call, values: { ...values, body: undefined } };
  }
  const ways = brokenValuesOf(context, operation, clause, broken);
  const way = ways[broken.choice % Math.max(1, ways.length)];
  return way === undefined ? null : { ...call, values: way };
};

/** JSON texts that end too early, go on too long, or were written by hand (RFC 8259 permits none of them). */
const malformed = (body: string): readonly string[] =>
  [body.slice(0, -1), `{'key': ${body}`, `${body}}`, body.replace(/([}\]])$/, ',$1')].filter(
    (text) => !parseJson(text).ok,
  );

const takes = ({ requestBody }: Operation, mediaType: string): boolean =>
  requestBody?.content.some(({ name }) => matchesMediaType(mediaType, name)) ?? false;

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
    const prepared = await target.prepare(operation, value.values);
    if (!prepared.ok) return untestable([clause], prepared.reason);
    const { values } = prepared;
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

/** Says whether a clause may be broken in a request to an operation: a wrong-shaped value in a path is only ever read, since a lenient server might take it for somebody's; ids have a check of their own. */
const mayBeBroken = (operation: Operation, clause: Clause): boolean =>
  clause.notApplicable === null &&
  (clause.subject.of !== 'request' || clause.subject.part !== 'path' || isSafe(operation));

const sampleSeed = 1;

/** Requests of which none can be made to break a clause, before it is said that none can. */
const samplesMax = 6;

/** For every clause of a request: requests that break it alone are refused, beside valid twins that aren't. */
export const brokenRequests: CheckMaker = (context, operation) => {
  const arbitrary = ordinaryCall(operation, {
    document: context.contract.document,
    ownerValues: context.settings.ownerValues,
  });
  const samples = fc
    .sample(arbitrary, { seed: sampleSeed, numRuns: samplesMax })
    .map((values) => ({ values, shown: withAnyListed(context, values) }));
  const [first] = samples;
  const refusals = refusalClauses(context.contract, operation);
  return requestClauses(context.contract, operation)
    .filter((clause) => mayBeBroken(operation, clause))
    .map((clause) => {
      const runs = manifold.includes(clause.kind)
        ? context.settings.runs
        : Math.min(context.settings.runs, plainBrokenRunsMax);
      const choices = (shown: CallValues): number => choicesOf(context, operation, clause, shown);
      const many = first === undefined ? 0 : choices(first.shown);
      const isLacking = many === 0 && samples.every(({ shown }) => choices(shown) === 0);
      // What is known to be telling is tried whole in a run of ordinary breadth; only the rest is left to chance.
      const telling = runs < runsDefault ? Math.min(many, runs) : Math.min(many, tellingMax);
      return asCheck<BrokenCase>({
        id: `${clause.id}#broken`,
        operation,
        clauses: [clause.id, ...refusals],
        writes: !isSafe(operation),
        cases: fc.record({ values: arbitrary, place: fc.nat(placeMax), choice: fc.nat(choiceMax) }),
        examples:
          first === undefined
            ? []
            : [...Array(telling).keys()].map((choice) => ({ values: first.values, place: 0, choice })),
        ...(isLacking ? { lacks: `no request is known that breaks ${clause.kind} there and nothing else` } : {}),
        runs: Math.max(runs, telling),
        ...(manifold.includes(clause.kind) ? { isOpenEnded: true as const } : {}),
        perform: perform(context, operation, clause),
      });
    });
};
