import type { Operation, Resource } from '../../src/contract/api-description.ts';
import { operationById } from '../../src/contract/contract-index.ts';
import { itemPath, pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { valueAt } from '../../src/document/json-pointer.ts';
import { isClientError, isServerError, isSuccess, proves } from '../../src/http/statuses.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';
import type { Call } from '../requests/call.ts';
import { whyUnsendable } from '../requests/why-unsendable.ts';
import { foreignPagesMax } from '../settings/limits.ts';
import { ownershipOf } from '../target/ownership.ts';
import { type Scope, scopeOf } from '../target/place.ts';
import { pathValues } from '../target/prepare.ts';
import { type ReadPage, readPage } from '../target/read-page.ts';
import { requiredParameters } from '../target/required-parameters.ts';
import type { Target } from '../target/target.ts';
import { pageAfter, pageParameter, whyMoreIsListed } from './list.ts';
import { saysMore } from './says-more.ts';

/** Scopes whose lists are looked at: more than anybody gives with `--set`. In others, nothing is made. */
const scopesMax = 20;

/** The path parameters of a list for each of the owners that `--set` names; one set of them where it names none. */
const scopesOf = async (
  target: Target,
  operation: Operation,
): Promise<
  | { readonly ok: true; readonly paths: readonly Readonly<Record<string, JsonValue>>[] }
  | { readonly ok: false; readonly reason: string }
> => {
  const found = await pathValues(target, operation);
  if (!found.ok) return found;
  const names = pathParameters(operation);
  const given = (name: string): readonly string[] => target.settings.ownerValues.get(name) ?? [];
  // A check crosses the values of two parameters, so that each may meet each.
  let paths: readonly Readonly<Record<string, JsonValue>>[] = [found.values];
  for (const name of names) {
    const values = given(name);
    if (values.length === 0) continue;
    paths = values.flatMap((value) => paths.map((path) => ({ ...path, [`path ${name}`]: value }))).slice(0, scopesMax);
  }
  return { ok: true, paths };
};

/** Takes note of the ids that a page of a list shows. */
type Note = (resource: Resource, scope: Scope, ids: readonly JsonValue[]) => void;

/** A page is asked for so often where the server fails or can't be understood: what went wrong once may be right the next time. */
const attemptsMax = 3;

interface Asked {
  readonly listed: ReadPage;
  readonly exchange: Exchange | null;
}

/** What became of reading a list: `unread` where nobody knows what is in it, `partly` where it may hold more. */
type Reading =
  | { readonly kind: 'whole' }
  | { readonly kind: 'partly'; readonly reason: string }
  | { readonly kind: 'unread'; readonly reason: string };

interface ReadableList {
  readonly resource: Resource;
  readonly operation: Operation;
}

/** Refusals by which some servers say that there is no such page. Another one may be about anything. */
const noSuchPage = (status: number | undefined): boolean =>
  proves(status, 'not found') || status === 416 || status === 422;

const askForPage = async (target: Target, resource: Resource, call: Call): Promise<Asked> => {
  for (let attempt = 1; ; attempt++) {
    const sent = await target.trySend(call);
    if (!sent.ok) return { listed: sent, exchange: null };
    const { exchange } = sent;
    const listed = readPage(target, resource, call.operation, exchange);
    const status = exchange.response?.status;
    const mayChange = isServerError(status) || isSuccess(status);
    if (listed.ok || !mayChange || attempt === attemptsMax) return { listed, exchange };
  }
};

const isAbove = (total: JsonValue | undefined, count: number): boolean => typeof total === 'number' && total > count;

/** What it means that a page is refused, or fails, behind so many items of a total: behind the last page, some servers refuse. */
const refusedAfter = (
  passed: number,
  total: JsonValue | undefined,
  status: number | undefined,
  reason: string,
): Reading => {
  if (passed === 0 || !isClientError(status)) return { kind: 'unread', reason };
  const isBehindLast = noSuchPage(status) && !isAbove(total, passed);
  return isBehindLast ? { kind: 'whole' } : { kind: 'partly', reason: `behind ${passed} items ${reason}` };
};

/** Why the contract says that a list may hold more. By which region it is read matters nothing: the run makes its own in that region alone. */
const whyMoreThanAsked = (
  target: Target,
  operation: Operation,
  required: Readonly<Record<string, JsonValue>>,
): string | null => {
  const { placeValues = new Map<string, JsonValue | undefined>() } = target.generation;
  const placing = Object.fromEntries(Object.entries(required).filter(([key]) => placeValues.has(key)));
  return whyMoreIsListed(target, operation, placing);
};

/** How many items a page says there are, where the contract documents that it does. */
const documentedTotal = ({ total }: Resource, exchange: Exchange | null): JsonValue | undefined => {
  const body = exchange?.response ? parseBody(exchange.response) : null;
  return total !== null && body?.ok ? valueAt(body.value, total) : undefined;
};

/** Why the last page that was asked for, which showed nothing new, may not be the last one after all; null where it is. `seen` of `total` items were shown. */
const whyMoreBehind = (
  { operation }: ReadableList,
  exchange: Exchange,
  ids: readonly JsonValue[],
  seen: number,
  total: JsonValue | undefined,
): string | null => {
  const isPaged = pageParameter(operation, 'offset') !== null;
  // A documented list that shows nothing from its first page on holds nothing, however its total counts.
  if (isPaged && seen === 0) return null;
  // A server that ignores where a page is to begin shows the first one again.
  if (isPaged && ids.length > 0 && total !== seen) return 'a later page shows what an earlier one did';
  return saysMore(exchange, seen) ?? (isAbove(total, seen) ? `it counts more items than the ${seen} shown` : null);
};

/** Reads a list from its first page to its last, as far as its pages can be asked for. */
const readPages = async (
  target: Target,
  list: ReadableList & { readonly path: Readonly<Record<string, JsonValue>> },
  note: Note,
): Promise<Reading> => {
  const { resource, operation, path } = list;
  const seen = new Set<JsonValue>();
  let passed = 0;
  let total: JsonValue | undefined;
  for (let page = 0; page < foreignPagesMax; page++) {
    const required = requiredParameters(target, operation);
    const parameters = { ...required, ...pageAfter(target, operation, passed), ...path };
    const unsendable = whyUnsendable(operation, parameters);
    if (unsendable !== null) return { kind: 'unread', reason: unsendable };
    const call: Call = { operation, values: { parameters, body: undefined }, credentials: 'valid' };
    const { listed, exchange } = await askForPage(target, resource, call);
    if (!listed.ok) return refusedAfter(passed, total, exchange?.response?.status, listed.reason);
    const { ids } = listed;
    total = documentedTotal(resource, exchange) ?? total;
    note(resource, scopeOf(call), [...ids, ...listed.nestedIds]);
    const showsMore = ids.some((id) => !seen.has(id));
    for (const id of ids) seen.add(id);
    passed += ids.length;
    if (showsMore && pageParameter(operation, 'offset') !== null) continue;
    const more =
      whyMoreThanAsked(target, operation, required) ??
      (exchange && whyMoreBehind(list, exchange, ids, seen.size, total));
    return more === null ? { kind: 'whole' } : { kind: 'partly', reason: more };
  }
  return { kind: 'partly', reason: `it has more than ${foreignPagesMax} pages` };
};

/** The lists of what the run makes. */
const listsOf = ({ contract }: Target): readonly ReadableList[] =>
  contract.resources.flatMap((resource) => {
    const operation = operationById(contract, resource.operations.list);
    return operation === undefined || resource.operations.create === undefined ? [] : [{ resource, operation }];
  });

/** Whether a list is below what the run makes itself: it is empty before and after. */
const isBelowOwn = ({ contract }: Target, { operation }: ReadableList): boolean =>
  pathParameters(operation).some(
    (name) => resourceOfParameter(contract, operation, name)?.operations.create !== undefined,
  );

/** Whether one of a kind is named by its id alone, whatever it is listed below: a creation may then find what is listed elsewhere. */
const isNamedAlone = ({ contract }: Target, { resource }: ReadableList): boolean =>
  (itemPath(contract, resource)?.split('{').length ?? 0) === 2;

/** The operations that write to one of a resource, or below it, and that `--allow-unowned` doesn't name: what wasn't made by the run has to be kept from them. */
const kept = ({ contract, settings }: Target, resource: Resource): readonly Operation[] =>
  contract.operations.filter((operation) => {
    const { kind } = ownershipOf(contract, settings, operation);
    const namesOne = pathParameters(operation).some(
      (name) => resourceOfParameter(contract, operation, name) === resource,
    );
    return namesOne && (kind === 'own' || kind === 'creates') && !settings.allowsUnowned(operation);
  });

/** The lists that are read before and after: what wasn't looked at before can't be told from what was there. */
const watchedLists = (target: Target): readonly ReadableList[] =>
  listsOf(target).filter((list) => !isBelowOwn(target, list) && kept(target, list.resource).length > 0);

/** The lists that show nothing of what was there, although a creation may find it. */
const unlisted = (target: Target): readonly ReadableList[] =>
  listsOf(target).filter(
    (list) => isBelowOwn(target, list) && isNamedAlone(target, list) && kept(target, list.resource).length > 0,
  );

/** The reason that a creation's response may show what was there before, with the options that permit writes to it. */
const unreadReason = (target: Target, { resource, operation }: ReadableList, what: string, why: string): string => {
  const allow = kept(target, resource).map(({ id }) => `--allow-unowned ${id}`);
  const risk = `what it makes could not be told from any ${resource.name} that was there before the run`;
  return `${risk}, since ${operation.id} ${what}: ${why} (${allow.join(' ')} permits writes to either)`;
};

/**
 * Looks, before anything is made, at what the lists show that the run could take for its own: a server may answer a creation with the
 * id of what is there.
 */
export const noteForeign = async (target: Target): Promise<void> => {
  if (target.settings.readOnly) return;
  const { before } = target.own;
  for (const { resource } of unlisted(target)) before.noteUnlisted(resource);
  for (const list of watchedLists(target)) {
    before.noteWatched(list.resource, pathParameters(list.operation));
    const scopes = await scopesOf(target, list.operation);
    if (!scopes.ok)
      before.noteUnread(list.resource, null, unreadReason(target, list, 'could not be read', scopes.reason));
    for (const path of scopes.ok ? scopes.paths : []) {
      const reading = await readPages(target, { ...list, path }, (...listed) => before.note(...listed));
      const scope = scopeOf({ operation: list.operation, values: { parameters: path } });
      if (reading.kind === 'unread')
        before.noteUnread(list.resource, scope, unreadReason(target, list, 'could not be read', reading.reason));
      else {
        const more = reading.kind === 'partly' ? reading.reason : null;
        before.noteRead(list.resource, scope, more && unreadReason(target, list, 'may hold more than was read', more));
      }
    }
  }
};

/** Looks, after everything was deleted, whether the lists agree: a server may say that it deletes, and not do it. */
export const noteRemaining = async (target: Target): Promise<void> => {
  if (target.settings.readOnly || target.stopped || !target.own.hasMade) return;
  for (const list of watchedLists(target)) {
    const scopes = await scopesOf(target, list.operation);
    for (const path of scopes.ok ? scopes.paths : []) {
      await readPages(target, { ...list, path }, (...listed) => target.own.noteRemaining(...listed));
    }
  }
};
