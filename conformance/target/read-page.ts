import type { Operation, Resource } from '../../src/contract/api-description.ts';
import { isDocumentedStatus } from '../../src/contract/documented-status.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import { pointerTo, valueAt } from '../../src/document/json-pointer.ts';
import type { HttpResponse } from '../../src/http/messages.ts';
import { proves } from '../../src/http/statuses.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';
import { isId, listedIds } from './resource-ids.ts';
import type { Target } from './target.ts';

/** The ids that a page of a list shows, or why nobody knows what is in it. */
export type ReadPage =
  | {
      readonly ok: true;
      readonly ids: readonly (string | number)[];
      /** Those of what stands inside the items under the same name: it may be of the same kind. */
      readonly nestedIds: readonly (string | number)[];
    }
  | { readonly ok: false; readonly reason: string };

const unread = (reason: string): ReadPage => ({ ok: false, reason });

const empty: ReadPage = { ok: true, ids: [], nestedIds: [] };

/** The ids of all that stands inside some values. */
const idsInside = (values: readonly JsonValue[], name: string): readonly (string | number)[] => {
  const found: (string | number)[] = [];
  const open: JsonValue[] = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isObject(value) && isId(value[name])) found.push(value[name]);
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value));
  }
  return found;
};

/** Whether a value holds a list of anything: where that isn't the one that the contract names, somebody's resources may be in it. */
const holdsList = (value: JsonValue): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : isObject(value) && Object.values(value).some((one) => holdsList(one) || holdsObjects(one));

/** Whether a value is a map of objects, as a list by ids is. */
const holdsObjects = (value: JsonValue): boolean => isObject(value) && Object.values(value).some(isObject);

/** Whether a response without a list is one that the contract permits, so that there is nothing to list. */
const isRightlyEmpty = (target: Target, operation: Operation, exchange: Exchange, response: HttpResponse): boolean => {
  const body = parseBody(response);
  if (response.body !== '' && (!body.ok || holdsList(body.value))) return false;
  return target.judge.judge(operation, exchange).every(({ outcome }) => outcome !== 'broken');
};

/**
 * Reads a page of a list for the sake of what must not be written to. Only what shows that something isn't there counts as an empty one:
 * a list, a documented response without any, or a documented word that nothing is at the URL, such as 404 under a made-up parent.
 */
export const readPage = (target: Target, resource: Resource, operation: Operation, exchange: Exchange): ReadPage => {
  const { response, failure } = exchange;
  if (response === null) return unread(`the target ${failure?.message}`);
  const { status } = response;
  if (!target.accepted(exchange)) {
    const isNone = proves(status, 'not found') && isDocumentedStatus(target.contract, operation, status);
    return isNone ? empty : unread(`it was answered ${status}`);
  }
  // Another success may show a part alone, as 206 does.
  if (!isDocumentedStatus(target.contract, operation, status))
    return unread(`it was answered ${status}, which the contract does not document`);
  const body = parseBody(response);
  const items = body.ok ? valueAt(body.value, resource.many ?? '') : undefined;
  if (!Array.isArray(items)) {
    const isEmpty = (items === undefined || items === null) && isRightlyEmpty(target, operation, exchange, response);
    return isEmpty ? empty : unread(`it was answered ${status} without a list that can be read`);
  }
  const hasIds = items.every((item) => isId(valueAt(item, pointerTo('', resource.id))));
  return hasIds
    ? {
        ok: true,
        ids: listedIds(exchange, resource),
        nestedIds: idsInside(
          items.flatMap((item) => Object.values(item)),
          resource.id,
        ),
      }
    : unread(`it was answered ${status} with items that have no ${resource.id} that can be read exactly`);
};
