import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { arrayAt, type JsonValue } from '../../src/document/document.ts';
import { matchesMediaType } from '../../src/document/media-type.ts';
import { once } from '../../src/once.ts';
import type { Broken } from '../../src/values/break-clause.ts';
import { parseJson } from '../http/parse-json.ts';
import { brokenAmong, clausesOfPart, partOf, requestClauses } from '../judge/request-violations.ts';
import { type Call, type CallValues, parameterKey } from '../requests/call.ts';
import { readingsOf } from '../requests/readings.ts';
import { sentMediaType } from '../requests/sent-media-type.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { waysToBreakAlone } from './broken-alone.ts';
import { resolveListed } from './listed-value.ts';

/** A valid request, and which of the possible ways to break a clause is taken. */
export interface BrokenCase {
  readonly values: CallValues;
  readonly place: number;
  readonly choice: number;
}

/** Media types that nobody reads as JSON; one that an operation takes all the same is no broken request to it. */
const foreignMediaTypes = ['text/plain; charset=utf-8', 'application/xml', 'image/png'];

/** Whether a null in this place may be read as an absence: where the property or the body isn't required, no document says that it may not. */
const nullIsAbsence = (clause: Clause, samePart: readonly Clause[]): boolean => {
  const last = clause.at.at(-1);
  if (last !== undefined && ('item' in last || 'itemsFrom' in last)) return false;
  const around = JSON.stringify(clause.at.slice(0, -1));
  const requires = ({ kind, schema, at }: Clause): boolean => {
    if (kind !== 'required') return false;
    if (last === undefined) return schema === null;
    if (!('property' in last) || at.length !== clause.at.length - 1) return false;
    return arrayAt(schema ?? {}, 'required').includes(last.property) && JSON.stringify(at) === around;
  };
  return !samePart.some(requires);
};

/** Puts another part in the place of that which a clause speaks of. */
const replaced = (clause: Clause, values: CallValues, part: JsonValue | undefined): CallValues => {
  if (clause.subject.of !== 'request' || clause.subject.part === 'body') return { ...values, body: part };
  const key = parameterKey({ in: clause.subject.part, name: clause.subject.name });
  return { ...values, parameters: { ...values.parameters, [key]: part ?? '' } };
};

/** A request of nothing but the part that a clause speaks of: to judge that, none of a thousand other parameters need be copied. */
const onlyPart = (clause: Clause, part: JsonValue | undefined): CallValues =>
  replaced(clause, { parameters: {}, body: undefined }, part);

/**
 * Whether a value stays broken however it is read after it was written into a path, a query or a header: a text that is no number
 * breaks the type beside the bound, but one reading at least has to break the clause itself. In a JSON body a value is read as it was.
 */
const staysBroken = (
  { contract, evaluate }: CheckContext,
  { parameters }: Operation,
  clause: Clause,
  { samePart, root }: { readonly samePart: readonly Clause[]; readonly root: JsonValue | undefined },
): boolean => {
  const { subject } = clause;
  if (subject.of !== 'request' || subject.part === 'body') return true;
  const parameter = parameters.find(({ name, in: place }) => name === subject.name && place === subject.part);
  const readings =
    parameter === undefined || root === undefined ? null : readingsOf(contract.document, parameter, root);
  if (readings === null) return false;
  const isBrokenBy = (one: Clause, reading: JsonValue | undefined): boolean =>
    one.notApplicable === null && one.schema !== null && evaluate(one, reading).violations.length > 0;
  return (
    readings.some((reading) => isBrokenBy(clause, reading)) &&
    readings.every((reading) => samePart.some((one) => isBrokenBy(one, reading)))
  );
};

/** What the part of a valid request that a clause speaks of can be to break it, and nothing else if that can be; an empty list where it can't be broken so. */
const brokenPartsOf = (
  context: CheckContext,
  operation: Operation,
  clause: Clause,
  { values, place }: BrokenCase,
): readonly (JsonValue | undefined)[] => {
  const siblings = requestClauses(context.contract, operation);
  const mediaType = sentMediaType(operation);
  // The other parts of the request stay as they are.
  const { clauses: samePart, byPlace } = clausesOfPart(context.contract, operation, clause);
  const isAbsence = once(() => nullIsAbsence(clause, samePart));
  const isTelling = ({ value, root }: Broken): boolean =>
    (value !== null || !isAbsence()) && staysBroken(context, operation, clause, { samePart, root });
  const part = partOf(clause, values, mediaType);
  // What the target's own ids break already is not what is wrong with the request.
  const before = new Map<Clause, boolean>();
  const wasBroken = (other: Clause): boolean => {
    const known = before.get(other) ?? brokenAmong([other], context.evaluate, values, mediaType).length > 0;
    before.set(other, known);
    return known;
  };
  const brokenBy = (root: JsonValue | undefined, pointer: string): readonly Clause[] => {
    const changed = onlyPart(clause, root);
    const isBroken = (other: Clause): boolean =>
      brokenAmong([other], context.evaluate, changed, mediaType).length > 0 && !wasBroken(other);
    // Most values are of no use: one that keeps the clause, or breaks another elsewhere, need not be judged to the end.
    if (!isBroken(clause)) return [];
    const broken: Clause[] = [];
    for (const other of byPlace.affectedBy(part, root, pointer)) {
      if (!isBroken(other)) continue;
      if (other.at.length !== clause.at.length) return [];
      broken.push(other);
    }
    return broken;
  };
  return waysToBreakAlone(clause, part, { siblings, place, isTelling, brokenBy }).map(({ root }) => root);
};

/** A request in which something stands in the place of listed values, so that it can be looked at before the target is. */
export const withAnyListed = ({ contract }: CheckContext, values: CallValues): CallValues => {
  const lists = new Map(contract.resources.map(({ name }) => [name, ['listed']] as const));
  const body = values.body === undefined ? null : resolveListed(values.body, lists);
  return { ...values, body: body?.ok ? body.value : values.body };
};

/** How many ways there are to break a clause of a sample. */
export const choicesOf = (context: CheckContext, operation: Operation, clause: Clause, sample: CallValues): number => {
  if (clause.kind === 'well-formed') return malformed(JSON.stringify(sample.body ?? {})).length;
  if (clause.schema === null) return 1;
  return brokenPartsOf(context, operation, clause, { values: sample, place: 0, choice: 0 }).length;
};

/** Breaks one clause of a valid request; null where this tool can't. */
export const brokenCall = (
  context: CheckContext,
  operation: Operation,
  clause: Clause,
  broken: BrokenCase,
): Call | null => {
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
  const parts = brokenPartsOf(context, operation, clause, broken);
  if (parts.length === 0) return null;
  return { ...call, values: replaced(clause, values, parts[broken.choice % parts.length]) };
};

/** JSON texts that end too early, go on too long, or were written by hand (RFC 8259 permits none of them). */
const malformed = (body: string): readonly string[] =>
  [body.slice(0, -1), `{'key': ${body}`, `${body}}`, body.replace(/([}\]])$/, ',$1')].filter(
    (text) => !parseJson(text).ok,
  );

const takes = ({ requestBody }: Operation, mediaType: string): boolean =>
  requestBody?.content.some(({ name }) => matchesMediaType(mediaType, name)) ?? false;
