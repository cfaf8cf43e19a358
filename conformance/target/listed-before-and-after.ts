import type { Operation, Resource } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import { pageAfter, pageParameter } from '../lifecycle/list.ts';
import { pagesMax } from '../limits.ts';
import type { Call } from '../requests/call.ts';
import { whyUnsendable } from '../requests/why-unsendable.ts';
import { ownershipOf } from './ownership.ts';
import { scopeOf } from './place.ts';
import { pathValues } from './prepare.ts';
import { requiredParameters } from './required-parameters.ts';
import { listedIds } from './resource-ids.ts';
import type { Target } from './target.ts';

/** Owners whose lists are looked at: more than anybody gives with `--set`. */
const scopesMax = 10;

/** The path parameters of a list for each of the owners that `--set` names; one set of them where it names none. */
const scopesOf = async (
  target: Target,
  operation: Operation,
): Promise<readonly Readonly<Record<string, JsonValue>>[]> => {
  const found = await pathValues(target, operation);
  if (!found.ok) return [];
  const names = pathParameters(operation);
  const given = (name: string): readonly string[] => target.settings.ownerValues.get(name) ?? [];
  const count = Math.min(scopesMax, Math.max(1, ...names.map((name) => given(name).length)));
  return [...Array(count).keys()].map((index) => ({
    ...found.values,
    ...Object.fromEntries(
      names.flatMap((name) => (given(name)[index] === undefined ? [] : [[`path ${name}`, given(name)[index] ?? '']])),
    ),
  }));
};

/** Takes note of the ids that a page of a list shows. */
type Note = (resource: Resource, list: Call, ids: readonly JsonValue[]) => void;

/** Reads a list from its first page to its last, as far as its pages can be asked for. */
const readPages = async (
  target: Target,
  { resource, operation, path }: ReadableList & { readonly path: Readonly<Record<string, JsonValue>> },
  note: Note,
): Promise<void> => {
  const seen = new Set<JsonValue>();
  let passed = 0;
  for (let page = 0; page < pagesMax; page++) {
    const parameters = { ...requiredParameters(target, operation), ...pageAfter(target, operation, passed), ...path };
    if (whyUnsendable(operation, parameters) !== null) return;
    const call: Call = { operation, values: { parameters, body: undefined }, credentials: 'valid' };
    const sent = await target.trySend(call);
    if (!sent.ok) return;
    const ids = listedIds(sent.exchange, resource);
    note(resource, call, ids);
    const showsMore = ids.some((id) => !seen.has(id));
    for (const id of ids) seen.add(id);
    passed += ids.length;
    if (!showsMore || pageParameter(operation, 'offset') === null) return;
  }
};

interface ReadableList {
  readonly resource: Resource;
  readonly operation: Operation;
}

/** The lists of what the run makes, but for those below what it makes itself: these are empty before and after. */
const listsOf = ({ contract }: Target): readonly ReadableList[] =>
  contract.resources.flatMap((resource) => {
    const operation = contract.operations.find(({ id }) => id === resource.operations.list);
    if (operation === undefined || resource.operations.create === undefined) return [];
    const isBelowOwn = pathParameters(operation).some(
      (name) => resourceOfParameter(contract, operation, name)?.operations.create !== undefined,
    );
    return isBelowOwn ? [] : [{ resource, operation }];
  });

/** Whether nothing has to be kept from one of a resource: nothing writes to it, or below it, that `--allow-unowned` doesn't name. */
const mayTouchAll = ({ contract, settings }: Target, resource: Resource): boolean =>
  contract.operations
    .filter((operation) => {
      const owned = ownershipOf(contract, settings, operation);
      return owned.kind === 'own' && owned.resource === resource;
    })
    .every(settings.allowsUnowned);

/** The lists that are read before and after: what wasn't looked at before can't be told from what was there. */
const watchedLists = (target: Target): readonly ReadableList[] =>
  listsOf(target).filter(({ resource }) => !mayTouchAll(target, resource));

/**
 * Looks, before anything is made, at what the lists show that the run could take for its own: a server may answer a creation with the
 * id of what is there.
 */
export const noteForeign = async (target: Target): Promise<void> => {
  if (target.settings.readOnly) return;
  for (const list of watchedLists(target)) {
    for (const path of await scopesOf(target, list.operation))
      await readPages(target, { ...list, path }, (resource, call, ids) =>
        target.own.before.note(resource, scopeOf(call), ids),
      );
  }
};

/** Looks, after everything was deleted, whether the lists agree: a server may say that it deletes, and not do it. */
export const noteRemaining = async (target: Target): Promise<void> => {
  if (target.settings.readOnly || target.stopped || !target.own.hasMade) return;
  for (const list of watchedLists(target)) {
    for (const path of await scopesOf(target, list.operation)) {
      await readPages(target, { ...list, path }, (...listed) => target.own.noteRemaining(...listed));
    }
  }
};
