import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { nearestPermitted } from '../arbitraries/nearest-permitted.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { parameterKey } from '../requests/call.ts';
import { pagesMax } from '../settings/limits.ts';
import { chosenParameters } from '../target/required-parameters.ts';
import type { Target } from '../target/target.ts';
import { callOperation } from './call-operation.ts';
import { itemsIn } from './list-items.ts';
import type { ResourceModel } from './resource-model.ts';
import { linkToPages, seemsToPage } from './seems-to-page.ts';

/** A list, as far as it was read. */
export interface FoundList {
  readonly items: readonly JsonObject[];
  /** The exchange that showed the last of it. */
  readonly exchange: Exchange;
  readonly observations: readonly Observation[];
  /** Why there may be more of it to read; null where there is nothing. */
  readonly unread: string | null;
  /** How many pages were read. */
  readonly pages: number;
}

/** The parameter that pages through a list, or null. */
export const pageParameter = (operation: Operation, page: 'limit' | 'offset'): Parameter | null =>
  operation.parameters.find((parameter) => parameter.page === page) ?? null;

/** Items of one page, where a list comes in pages and its contract permits as many: what most servers give at most. */
const pageItems = 100;

const holds = (model: ResourceModel, { items }: FoundList, ids: readonly JsonValue[]): boolean =>
  ids.every((id) => items.some((item) => item[model.resource.id] === id));

/** More items of one list are not kept: a hand-made list holds fewer, and a flood of them must not fill memory. */
const itemsMax = 50_000;

/** Reads a list so often in search of what it doesn't show. */
const readingsMax = 3;

const idsIn = (model: ResourceModel, { items }: FoundList): string =>
  JSON.stringify(items.map((item) => item[model.resource.id]));

/**
 * Reads a list, page by page where it comes in pages, until it has shown some ids or, where none are given, is at its end. Null where
 * there is no list, or it was refused. While pages are read, others may delete something, and what follows then moves to a page that
 * was read before: what isn't found is looked for again, and is held to be missing only where two readings in a row agree.
 */
export const findInList = async (
  target: Target,
  model: ResourceModel,
  scope: readonly JsonValue[],
  ids: readonly JsonValue[],
  query: Readonly<Record<string, JsonValue>> = {},
): Promise<FoundList | null> => {
  let found = await readList(target, model, scope, ids, query);
  for (let reading = 1; reading < readingsMax; reading++) {
    if (found === null || found.pages === 1 || (ids.length > 0 && holds(model, found, ids))) return found;
    const again = await readList(target, model, scope, ids, query);
    if (again === null || idsIn(model, again) === idsIn(model, found)) return again;
    found = again;
  }
  if (found === null || (ids.length > 0 && holds(model, found, ids))) return found;
  return { ...found, unread: 'the list was another whenever it was read' };
};

/** The parameters that ask for the page of a list that begins after so many items. */
export const pageAfter = (
  { contract }: Pick<Target, 'contract'>,
  operation: Operation,
  passed: number,
): Record<string, JsonValue> => {
  const [limit, offset] = [pageParameter(operation, 'limit'), pageParameter(operation, 'offset')];
  return {
    ...(limit === null ? {} : { [parameterKey(limit)]: nearestPermitted(contract.document, limit.schema, pageItems) }),
    ...(offset === null ? {} : { [parameterKey(offset)]: passed }),
  };
};

/** The parameters by which a list is narrowed where nothing is asked for, as their defaults say: to what is open, or to the first page. */
const narrowingParameters = ({ contract }: Target, operation: Operation): readonly Parameter[] =>
  operation.parameters.filter(
    (parameter) => parameter.in === 'query' && mergedSchema(contract.document, parameter.schema).default !== undefined,
  );

/** Why a list may hold more than what is read of it, or null: behind a page after which none can be asked for, or of what was not asked about. */
export const whyMoreIsListed = (
  target: Target,
  operation: Operation,
  query: Readonly<Record<string, JsonValue>>,
): string | null => {
  const unasked = (parameters: readonly Parameter[]): string | null =>
    parameters.find((one) => one.page === null && !Object.hasOwn(query, parameterKey(one)))?.name ?? null;
  if (pageParameter(operation, 'limit') !== null && pageParameter(operation, 'offset') === null) {
    return 'no more than the first page of the list can be asked for: no parameter has x-page: offset';
  }
  const chosen = unasked(chosenParameters(target, operation));
  if (chosen !== null) return `the list was read for one ${chosen} of several`;
  const narrowing = unasked(narrowingParameters(target, operation));
  if (narrowing !== null) return `the list is narrowed by the default of ${narrowing}`;
  if (pageParameter(operation, 'offset') !== null) return null;
  const paging = unasked(operation.parameters.filter(seemsToPage));
  if (paging !== null)
    return `what was read may be one page of the list: the contract does not say whether ${paging} pages it (x-page)`;
  const link = linkToPages(target.contract.document, operation);
  return link === null ? null : `what was read may be one page of the list: ${link} may lead to another`;
};

const readList = async (
  target: Target,
  model: ResourceModel,
  scope: readonly JsonValue[],
  ids: readonly JsonValue[],
  query: Readonly<Record<string, JsonValue>>,
): Promise<FoundList | null> => {
  const operation = model.operation('list');
  if (operation === undefined) return null;
  let items: readonly JsonObject[] = [];
  let observations: readonly Observation[] = [];
  let passed = 0;
  for (let page = 0; page < pagesMax; page++) {
    const parameters = { ...query, ...pageAfter(target, operation, passed) };
    const listed = await callOperation(target, model, 'list', {
      id: '',
      scope,
      values: { parameters, body: undefined },
    });
    const found = listed.accepted ? itemsIn(model, listed.exchange) : null;
    if (found === null) return null;
    passed += found.length;
    // What somebody else puts in meanwhile moves others to a page that is read later: they are there once all the same.
    const shown = new Set(items.map((item) => item[model.resource.id]));
    items = [...items, ...found.filter((item) => !shown.has(item[model.resource.id]))];
    observations = [...observations, ...listed.observations];
    const hasAll = ids.length > 0 && ids.every((id) => items.some((item) => item[model.resource.id] === id));
    const isLast = pageParameter(operation, 'offset') === null || found.length === 0;
    const unread = isLast ? whyMoreIsListed(target, operation, query) : 'the list was not read to its end';
    const hasMany = items.length > itemsMax && !isLast;
    if (hasMany)
      return {
        items,
        exchange: listed.exchange,
        observations,
        unread: 'the list was not read to its end',
        pages: page + 1,
      };
    if (hasAll || isLast) return { items, exchange: listed.exchange, observations, unread, pages: page + 1 };
  }
  return null;
};
