import type { Header, MediaType, Operation, Parameter, Response } from '../contract/api-description.ts';
import type { OperationOrigin } from '../contract/operation-origin.ts';
import { isWrittenAsJson } from '../contract/parameter-style.ts';
import type { JsonObject, JsonValue, OpenApiDocument } from '../document/document.ts';
import type { Located, Trail } from '../document/follow-reference.ts';
import { escapeToken } from '../document/json-pointer.ts';
import { isJsonMediaType } from '../document/media-type.ts';
import type { Clause, Promised, Subject } from './clause.ts';
import { promises } from './clause.ts';
import type { ClauseRoom } from './clause-room.ts';
import { schemaPromises } from './schema-clauses.ts';

/** A clause before its level and source are looked up. */
export interface Draft {
  /** What follows the operation in the id: `/201/body/data`. */
  readonly path: string;
  readonly kind: Promised;
  readonly subject: Subject;
  readonly trail: Trail;
  readonly pointer: string;
  readonly at: Clause['at'];
  readonly schema: JsonObject | null;
  readonly asWritten: JsonObject | null;
  readonly givenType: JsonValue;
}

const draft = (kind: Promised, path: string, subject: Subject, located: Located): Draft => ({
  path,
  kind,
  subject,
  trail: located.trail,
  pointer: located.pointer,
  at: [],
  schema: null,
  asWritten: null,
  givenType: null,
});

/** Statuses that a request can call for; a success is called for too. Others (429, 5xx, a range) are only judged when they come. */
const statusesCalledFor = ['400', '401', '404', '413', '415', '422'];

const isSuccess = (response: Response): boolean => response.statuses.some((status) => /^2(\d\d|XX)$/.test(status));

const isKnown = (keyword: string): keyword is Promised => (promises as readonly string[]).includes(keyword);

/** The document that is read, and how far its schemas are walked through. */
interface Reading {
  readonly document: OpenApiDocument;
  readonly room: ClauseRoom;
}

const schemaDrafts = (
  { document, room }: Reading,
  path: string,
  subject: Subject,
  located: Located | undefined,
): Draft[] => {
  if (located === undefined) return [];
  return schemaPromises(document, located, subject.of === 'request' ? 'request' : 'response', room).flatMap(
    ({ place, keyword, ...promise }) =>
      isKnown(keyword) ? [{ ...promise, path: path + place, kind: keyword, subject }] : [],
  );
};

/** Groups media types whose schemas stand at one place of the document. The first group is plainly the body. */
const bodiesOf = (content: readonly MediaType[]): readonly { path: string; mediaTypes: readonly MediaType[] }[] =>
  [...Map.groupBy(content, ({ pointer }) => pointer).values()].map((mediaTypes, index) => ({
    path: index === 0 ? '/body' : `/body@${escapeToken(mediaTypes[0]?.name ?? '')}`,
    mediaTypes,
  }));

/** Every text is a string, a list of one, and what some style makes of an object: outside a body these types can't be broken. */
const isAnyText = (type: JsonValue | undefined): boolean =>
  (Array.isArray(type) ? type : [type]).some((name) => name === 'string' || name === 'array' || name === 'object');

/** Leaves out what no text could break, unless the text is JSON. */
const breakableInText = (holder: Parameter | Header, drafts: readonly Draft[]): readonly Draft[] =>
  isWrittenAsJson(holder) ? drafts : drafts.filter(({ kind, schema }) => kind !== 'type' || !isAnyText(schema?.type));

const parameterDrafts = (reading: Reading, parameter: Parameter, origin: OperationOrigin): Draft[] => {
  if (parameter.values === 'unspecified') return [];
  const located = origin.parameters.get(parameter);
  if (located === undefined) return [];
  const path = `/request/${parameter.in}/${escapeToken(parameter.name)}`;
  const subject: Subject = { of: 'request', part: parameter.in, name: parameter.name };
  const breakable = breakableInText(parameter, schemaDrafts(reading, path, subject, origin.schemas.get(parameter)));
  const presence = parameter.required && parameter.in !== 'path' ? [draft('required', path, subject, located)] : [];
  return [...presence, ...breakable];
};

const requestBodyDrafts = (reading: Reading, operation: Operation, origin: OperationOrigin): Draft[] => {
  const { requestBody } = operation;
  const located = origin.requestBody;
  if (requestBody === null || located === null) return [];
  const all: Subject = { of: 'request', part: 'body', mediaTypes: requestBody.content.map(({ name }) => name) };
  const drafts: Draft[] = requestBody.required ? [draft('required', '/request/body', all, located)] : [];
  if (requestBody.content.length > 0) drafts.push(draft('media-type', '/request/body', all, located));
  if (requestBody.content.some(({ name }) => isJsonMediaType(name))) {
    drafts.push(draft('well-formed', '/request/body', all, located));
  }
  for (const { path, mediaTypes } of bodiesOf(requestBody.content)) {
    const [first] = mediaTypes;
    if (first === undefined) continue;
    const subject: Subject = { of: 'request', part: 'body', mediaTypes: mediaTypes.map(({ name }) => name) };
    drafts.push(...schemaDrafts(reading, `/request${path}`, subject, origin.schemas.get(first)));
  }
  return drafts;
};

/** A success is promised once, by the first success of an operation, for all of them. */
const statusDrafts = (operation: Operation, response: Response, located: Located): Draft[] => {
  const path = `/${response.statuses[0]}`;
  const successes = operation.responses.filter(isSuccess);
  if (response === successes[0]) {
    const statuses = successes.flatMap((success) => success.statuses);
    return [draft('status', path, { of: 'response', statuses, part: 'status' }, located)];
  }
  const calledFor = response.statuses.some((status) => statusesCalledFor.includes(status));
  return calledFor
    ? [draft('status', path, { of: 'response', statuses: response.statuses, part: 'status' }, located)]
    : [];
};

const responseDrafts = (
  reading: Reading,
  operation: Operation,
  response: Response,
  located: Located,
  origin: OperationOrigin,
): Draft[] => {
  const { statuses } = response;
  const path = `/${statuses[0]}`;
  const drafts = statusDrafts(operation, response, located);
  for (const header of response.headers) {
    const subject: Subject = { of: 'response', statuses, part: 'header', name: header.name };
    const headerPath = `${path}/header/${header.name}`;
    const schema = origin.schemas.get(header);
    if (header.required && schema !== undefined) drafts.push(draft('required', headerPath, subject, schema));
    drafts.push(...breakableInText(header, schemaDrafts(reading, headerPath, subject, schema)));
  }
  if (response.content.length === 0) return drafts;
  const all: Subject = { of: 'response', statuses, part: 'body', mediaTypes: response.content.map(({ name }) => name) };
  drafts.push(draft('media-type', path, all, located));
  for (const { path: bodyPath, mediaTypes } of bodiesOf(response.content)) {
    const [first] = mediaTypes;
    if (first === undefined) continue;
    const subject: Subject = { of: 'response', statuses, part: 'body', mediaTypes: mediaTypes.map(({ name }) => name) };
    if (mediaTypes.some(({ name }) => isJsonMediaType(name)))
      drafts.push(draft('well-formed', path + bodyPath, subject, located));
    drafts.push(...schemaDrafts(reading, path + bodyPath, subject, origin.schemas.get(first)));
  }
  return drafts;
};

/** The clauses of one operation, level and source still to be looked up: its credentials, its request, its responses. */
export const draftClauses = (reading: Reading, operation: Operation, origin: OperationOrigin): readonly Draft[] => [
  draft('answered', '', { of: 'operation' }, origin.operation),
  ...(operation.security.length > 0 ? [draft('credentials', '', { of: 'operation' }, origin.operation)] : []),
  ...operation.parameters.flatMap((parameter) => parameterDrafts(reading, parameter, origin)),
  ...requestBodyDrafts(reading, operation, origin),
  ...[...origin.responses].flatMap(([response, located]) =>
    responseDrafts(reading, operation, response, located, origin),
  ),
];
