import type { Clause } from '../../src/contract/clause.ts';
import { isJsonMediaType, matchesMediaType } from '../../src/contract/media-type.ts';
import type { HttpResponse } from '../http/exchange.ts';
import type { Met } from './read-request.ts';

/** Characters that need two units of UTF-16, and texts longer than most columns: what careless servers fail at. */
const rare = /[\u{10000}-\u{10ffff}]|[^"]{300}/u;

/** Says whether a server that breaks `answered` fails at a request: at what is rare in a body, where there is one; else at all. */
export const failsAt = ({ operation, request }: Met): boolean =>
  operation.requestBody === null || rare.test(request.body ?? '');

/** Gives the JSON media types that an operation documents beside its first. */
const otherTypes = ({ operation }: Met): readonly string[] =>
  (operation.requestBody?.content ?? [])
    .map(({ name }) => name)
    .filter(isJsonMediaType)
    .slice(1);

/** Says whether the media type of a body is broken by refusing a documented one, rather than by taking another: where several are documented. */
export const isBrokenByRefusal = ({ kind, subject }: Clause, met: Met): boolean =>
  kind === 'media-type' && subject.of === 'request' && otherTypes(met).length > 0;

/** Gives the refusal of a documented media type that a server doesn't know; null where a request bears none. */
export const refusalOfType = (met: Met): HttpResponse | null => {
  const type = met.request.headers['content-type'] ?? '';
  return met.request.body !== null && otherTypes(met).some((name) => matchesMediaType(type, name))
    ? { status: 415, headers: {}, body: '', truncated: false }
    : null;
};
