import type { Clause } from '../clauses/clause.ts';
import { interchangeableTypes } from '../contract/interchangeable-types.ts';
import { matchesMediaType } from '../document/media-type.ts';
import type { HttpResponse } from '../http/messages.ts';
import type { MatchedRequest } from './read-request.ts';

/** The JSON media types in which an operation takes what it takes in its first. */
const otherTypes = ({ operation }: MatchedRequest): readonly string[] => interchangeableTypes(operation).slice(1);

/** Whether the media type of a body is broken by refusing a documented one, rather than by taking another: where several are documented for the same. */
export const isBrokenByRefusal = ({ kind, subject }: Clause, met: MatchedRequest): boolean =>
  kind === 'media-type' && subject.of === 'request' && otherTypes(met).length > 0;

/** The refusal of a documented media type that a server doesn't know; null where a request bears none. */
export const refusalOfType = (met: MatchedRequest): HttpResponse | null => {
  const type = met.request.headers['content-type'] ?? '';
  return met.request.body !== null && otherTypes(met).some((name) => matchesMediaType(type, name))
    ? { status: 415, headers: {}, body: '', truncated: false }
    : null;
};
