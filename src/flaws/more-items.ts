import type { JsonObject } from '../document/document.ts';
import { valueAt, withValueAt } from '../document/json-pointer.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import type { HttpResponse } from '../http/messages.ts';
import { type FlawContext, inList } from './flaw-context.ts';
import type { MatchedRequest } from './read-request.ts';
import { bodyOf, withBody } from './rewrite.ts';

/** What a request asks for by the parameter that sets the length or the beginning of a page; undefined where it leaves that open. */
const pageNumber = ({ contract }: FlawContext, met: MatchedRequest, page: 'limit' | 'offset'): number | undefined => {
  const parameter = met.operation.parameters.find((one) => one.page === page);
  if (parameter === undefined) return undefined;
  const sent = met.parts.query[parameter.name] ?? mergedSchema(contract.document, parameter.schema).default;
  const number = Number(sent ?? Number.NaN);
  return Number.isNaN(number) ? undefined : number;
};

const isFiltered = ({ operation, parts }: MatchedRequest): boolean =>
  operation.parameters.some(({ name, filter }) => filter !== null && parts.query[name] !== undefined);

/** A list that holds more items than it should, at its end: on its last page, and in its total. A list that is filtered stays as it is. */
export const withMoreItems = (
  context: FlawContext,
  met: MatchedRequest,
  response: HttpResponse,
  more: readonly JsonObject[],
): HttpResponse => {
  if (more.length === 0 || isFiltered(met)) return response;
  const { total } = context.resource;
  const count = total === null ? undefined : valueAt(bodyOf(response), total);
  const limit = pageNumber(context, met, 'limit') ?? Number.POSITIVE_INFINITY;
  const offset = pageNumber(context, met, 'offset') ?? 0;
  const listed = inList(context, response, (items) => {
    const isLast = typeof count === 'number' ? offset + items.length === count : offset === 0 || items.length > 0;
    return isLast ? [...items, ...more].slice(0, Math.max(limit, items.length)) : items;
  });
  return total === null || typeof count !== 'number' || !context.isAccepted(response)
    ? listed
    : withBody(listed, withValueAt(bodyOf(listed), total, count + more.length));
};
