import type { Clause } from '../../src/clauses/clause.ts';
import { clausesOf } from '../../src/clauses/clauses-of.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import type { Header, Operation, Response } from '../../src/contract/api-description.ts';
import { documentedResponse } from '../../src/contract/documented-response.ts';
import { isWrittenAsJson } from '../../src/contract/parameter-style.ts';
import { refusalBody } from '../../src/contract/refusal-body.ts';
import { typedTexts } from '../../src/contract/typed-texts.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { describingMediaTypes, isJsonMediaType, matchesMediaType } from '../../src/document/media-type.ts';
import { ownEntry } from '../../src/document/own-entry.ts';
import type { HttpResponse } from '../../src/http/messages.ts';
import { isBodiless, isSuccess } from '../../src/http/statuses.ts';
import { type Observation, shown } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { fieldValues } from '../http/header-fields.ts';
import { type ParsedJson, parseJson } from '../http/parse-json.ts';
import { mediaTypeOf, parseBody } from '../http/response-body.ts';

/** Judges answers by what a contract says of them. */
export interface ResponseJudge {
  /** What an exchange shows of every clause of the response that the contract documents for its status. */
  judge(operation: Operation, exchange: Exchange): readonly Observation[];
  /** Whether an answer is a refusal although its status is a success (`x-refusal`). */
  isRefusalInSuccess(response: HttpResponse): boolean;
}

const expectedOf = (clause: Clause): string => {
  if (clause.kind === 'holds') return 'the HTTP status';
  const [value] = Object.values(clause.schema ?? {});
  return `${clause.kind}: ${shown(value)}`;
};

/** Why nothing is said of a body that was cut off: what wasn't read may be as right as any. */
const unreadReason = 'an answer is larger than is read, or in a content coding that is not';

/** Why nothing is said of a value that nobody waits to see judged. */
const lateReason =
  'a response took too long to judge by this schema: one that contains itself may double the time with each level';

/** More values than a list of any documented page holds, in which the first and the last, and those in between, are looked at. */
const valuesOfClauseMax = 5_000;

/** The same for all clauses of an answer together, which are judged in about a second. */
const valuesOfAnswerMax = 400_000;

/** So many are looked at for each clause, however many clauses there are. */
const valuesOfClauseMin = 100;

/** How many values each of so many clauses may look at. */
const shareOf = (clauses: number): number =>
  Math.min(valuesOfClauseMax, Math.max(valuesOfClauseMin, Math.floor(valuesOfAnswerMax / Math.max(1, clauses))));

const partlyReadReason = (seen: number, leftOut: number): string =>
  `an answer holds more values than are judged: ${seen} were looked at, ${leftOut} were not`;

/** Whether a body is JSON by its own media type, or by the documented one where its own isn't documented. Other bodies aren't read. */
const isReadAsJson = ({ subject }: Clause, response: HttpResponse): boolean => {
  if (subject.of !== 'response' || subject.part !== 'body') return false;
  const own = mediaTypeOf(response);
  const isDocumented = subject.mediaTypes.some((name) => matchesMediaType(own, name));
  return isDocumented ? isJsonMediaType(own) : subject.mediaTypes.some(isJsonMediaType);
};

/** How a header is called and written. */
type HeaderWriting = Pick<Header, 'name' | 'mediaType'>;

/** What the text of a header may be read as; nothing where it should be JSON and isn't, of which no clause speaks. */
const textReadings = (value: string, header: HeaderWriting, { kind, schema, givenType }: Clause) => {
  if (!isWrittenAsJson(header)) return typedTexts(value, (kind === 'type' ? schema?.type : givenType) ?? null);
  const json = parseJson(value);
  return json.ok ? [json.value] : [];
};

/** What a header may be read as: any of its fields where it has several, of which one may be the contract's and the others anybody's. */
const headerReadings = (value: string, header: HeaderWriting, clause: Clause) =>
  fieldValues(header.name.toLowerCase(), value).flatMap((field) => textReadings(field, header, clause));

/** Makes the judge of one contract's answers. */
export const responseJudge = (contract: Contract, evaluate: Evaluate): ResponseJudge => {
  const isRefusalBody = refusalBody(contract);

  const mediaTypeObservation = (clause: Clause, exchange: Exchange, response: HttpResponse): Observation[] => {
    const isEmpty = response.body === '' && !response.truncated;
    if (clause.subject.of !== 'response' || clause.subject.part !== 'body' || isEmpty) return [];
    const { mediaTypes } = clause.subject;
    const received = response.headers['content-type'] ?? '';
    const wanted = mediaTypes.join(' or ');
    if (mediaTypes.some((name) => matchesMediaType(received, name))) return [{ clause, outcome: 'held', cases: 1 }];
    return [
      {
        clause,
        outcome: 'broken',
        message:
          received === ''
            ? 'The answer has no media type.'
            : `The answer's media type is ${shown(received)}, not ${wanted}.`,
        expected: wanted,
        received: received === '' ? 'no Content-Type' : received,
        pointer: null,
        exchanges: [exchange],
      },
    ];
  };

  const wellFormedObservation = (
    clause: Clause,
    exchange: Exchange,
    response: HttpResponse,
    body: ParsedJson,
  ): Observation => {
    if (body.ok) return { clause, outcome: 'held', cases: 1 };
    const isText = response.isUtf8 ?? true;
    const what = isText ? 'not JSON, or nested deeper than is read' : 'not in UTF-8, in which JSON is written';
    return {
      clause,
      outcome: 'broken',
      message: `The answer's body is ${response.body === '' ? 'empty' : what}.`,
      expected: 'a JSON value',
      received: response.body === '' ? 'no body' : shown(response.body),
      pointer: '',
      exchanges: [exchange],
    };
  };

  const schemaObservation = (
    clause: Clause,
    exchange: Exchange,
    root: JsonValue | undefined,
    status: number,
    where: { readonly name: string; readonly inBody: boolean; readonly valuesMax?: number },
  ): Observation[] => {
    const { cases, violations, leftOut = 0, isLate = false } = evaluate(clause, root, status, where.valuesMax);
    const [violation] = violations;
    if (violation === undefined && isLate) return [{ clause, outcome: 'untestable', reason: lateReason }];
    const unread = leftOut === 0 ? {} : { unread: partlyReadReason(cases, leftOut) };
    if (violation === undefined && cases > 0) return [{ clause, outcome: 'held', cases, ...unread }];
    if (violation === undefined)
      return unread.unread === undefined ? [] : [{ clause, outcome: 'untestable', reason: unread.unread }];
    const place = where.inBody ? violation.pointer || 'the body' : `the header ${where.name}`;
    const received =
      clause.kind === 'required' ? `only ${shown(Object.keys(violation.value as object))}` : shown(violation.value);
    return [
      {
        clause,
        outcome: 'broken',
        message: `In the answer, ${place} ${violation.message}.`,
        expected: expectedOf(clause),
        received,
        pointer: where.inBody ? violation.pointer : null,
        exchanges: [exchange],
      },
    ];
  };

  const bodyObservation = (
    clause: Clause,
    exchange: Exchange,
    response: HttpResponse,
    { body, valuesMax }: { readonly body: ParsedJson; readonly valuesMax: number },
  ): Observation[] => {
    // An answer to HEAD has no body, whatever its headers say of one (RFC 9110, 9.3.2); nor have these, in which a range may stand for them.
    if (exchange.request.method === 'HEAD' || isBodiless(response.status)) return [];
    if (clause.kind === 'media-type') return mediaTypeObservation(clause, exchange, response);
    if (!isReadAsJson(clause, response)) return [];
    if (response.truncated) return [{ clause, outcome: 'untestable', reason: unreadReason }];
    if (clause.kind === 'well-formed') return [wellFormedObservation(clause, exchange, response, body)];
    if (!body.ok) return [];
    return schemaObservation(clause, exchange, body.value, response.status, { name: '', inBody: true, valuesMax });
  };

  const headerObservation = (
    clause: Clause,
    exchange: Exchange,
    response: HttpResponse,
    header: HeaderWriting,
  ): Observation[] => {
    const { name } = header;
    const value = ownEntry(response.headers, name.toLowerCase());
    const isPresence = clause.kind === 'required' && clause.schema === null;
    if (!isPresence) {
      const readings = value === undefined ? [] : headerReadings(value, header, clause);
      const judged = readings.map((reading) =>
        schemaObservation(clause, exchange, reading, response.status, { name, inBody: false }),
      );
      const isHeld = ([one]: Observation[]): boolean => one?.outcome === 'held';
      const isNoCase = ({ length }: Observation[]): boolean => length === 0;
      // What may be read in several ways is wrong only if it is so in each.
      return judged.find(isHeld) ?? judged.find(isNoCase) ?? judged[0] ?? [];
    }
    if (value !== undefined) return [{ clause, outcome: 'held', cases: 1 }];
    return [
      {
        clause,
        outcome: 'broken',
        message: `The answer has no header ${name}.`,
        expected: `the header ${name}`,
        received: 'none',
        pointer: null,
        exchanges: [exchange],
      },
    ];
  };

  const isRefusalInSuccess = (response: HttpResponse): boolean => {
    if (isRefusalBody === null || !isSuccess(response.status)) return false;
    const body = parseBody(response);
    return body.ok && isRefusalBody(body.value);
  };

  /** The clauses that speak of an answer: those of its status, and of its media type where the contract names several. */
  const clausesFor = (operation: Operation, documented: Response, response: HttpResponse): readonly Clause[] => {
    const names = documented.content.map(({ name }) => name);
    const describing = describingMediaTypes(names, response.headers['content-type'] ?? '');
    // Where its media type isn't documented, an answer is held to the only body that is, and to none of several.
    const meant = describing.length > 0 ? describing : names;
    return clausesOf(contract, operation).filter(({ subject, notApplicable, kind }) => {
      if (subject.of !== 'response' || notApplicable !== null) return false;
      if (!documented.statuses.some((status) => subject.statuses.includes(status))) return false;
      if (subject.part !== 'body' || kind === 'media-type') return true;
      return meant.every((name) => subject.mediaTypes.includes(name));
    });
  };

  return {
    isRefusalInSuccess,
    judge(operation, exchange) {
      const { response } = exchange;
      if (response === null) return [];
      const documented = documentedResponse(operation, response.status);
      if (documented === null || isRefusalInSuccess(response)) return [];
      const body = parseBody(response);
      const clauses = clausesFor(operation, documented, response);
      const valuesMax = shareOf(clauses.length);
      return clauses.flatMap((clause): readonly Observation[] => {
        const { subject } = clause;
        if (subject.of !== 'response' || subject.part === 'status') return [];
        if (subject.part === 'header') {
          const header = documented.headers.find(({ name }) => name === subject.name);
          return headerObservation(clause, exchange, response, header ?? { name: subject.name, mediaType: null });
        }
        return bodyObservation(clause, exchange, response, { body, valuesMax });
      });
    },
  };
};
