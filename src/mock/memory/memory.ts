import type { Contract } from '../../clauses/contract.ts';
import type { Operation, Resource } from '../../contract/api-description.ts';
import { resourceByName } from '../../contract/contract-index.ts';
import type { JsonObject, JsonValue } from '../../document/document.ts';
import { withValueAt } from '../../document/json-pointer.ts';
import type { Query } from '../../document/read-query.ts';
import { schemaValidator } from '../../schema/schema-validator.ts';
import { sentValues } from '../../values/sent-values.ts';
import { resourcesMax } from '../settings/limits.ts';
import { documentedResources } from './documented-holdings.ts';
import { filtered, paged } from './list-query.ts';
import { newSecret } from './made-values.ts';
import { type OperationPlan, planOperations } from './operation-plan.ts';
import { permits } from './permits.ts';
import { renamed } from './renamed.ts';
import { changedResource, newResource, replacement } from './resource-values.ts';
import { roomAdvice } from './room.ts';
import { scopeLayoutOf, scopeOf, scopesWith, scopeWithin } from './scope-layout.ts';
import {
  bucketAt,
  bucketsUnder,
  type Collection,
  keepDeleted,
  put,
  remove,
  removeUnder,
  type Scope,
  type State,
} from './stored.ts';
import { hasId } from './taken-id.ts';
import type { Placed } from './view.ts';
import { weightOf } from './weight.ts';

/** A request that the contract permits, in the memory's terms. */
export interface MemoryRequest {
  readonly operation: Operation;
  /** Percent-encoded, without the query. */
  readonly path: string;
  readonly query: Query;
  /** Undefined where none was sent, or one that isn't JSON. */
  readonly body: JsonValue | undefined;
}

/** What memory makes of a request: the body of the documented success with what it holds put in, or why there is none. */
export type MemoryOutcome =
  | { readonly kind: 'done'; readonly body: JsonValue | undefined }
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'full'; readonly reason: string };

/** What one session holds of one API, and what decides what the request leaves open. */
export interface ApiSession {
  readonly holdings: State;
  readonly random: () => number;
  /** Milliseconds since 1970, later at every call. */
  readonly clock: () => number;
  /** Why so many bytes more can't be held, or null where they can. */
  readonly whyNoRoom: (bytes: number) => string | null;
}

/** The rules by which one API remembers. */
export interface Memory {
  /** Performs a request on what a session holds; null where the operation has nothing to do with resources. `body` is that of the documented success. */
  perform(session: ApiSession, request: MemoryRequest, body: JsonValue | undefined): MemoryOutcome | null;
  /** Where a request acts; null where its operation has nothing to do with resources. */
  locate(session: ApiSession, request: MemoryRequest): Place | null;
}

const missing = (resource: string, id: string): MemoryOutcome => ({
  kind: 'missing',
  reason: `There is no ${resource} with the id ${JSON.stringify(id)} here.`,
});

/** Where a request acts: the collection, the scope in it, and the id where the operation takes one. */
export interface Place {
  readonly plan: OperationPlan;
  readonly collection: Collection;
  readonly scope: Scope;
  readonly id: string | null;
}

/** What a request sets of a resource. An id that another has was refused before (`id-conflicts.ts`). */
const sentBy = (
  { plan: { shape, does } }: Place,
  { operation, body }: MemoryRequest,
  options?: { readonly absent: JsonValue },
): ReadonlyMap<string, JsonValue> => sentValues(shape, operation, does, body, options);

/** Why a value can't be put in the place of another, or of none; null where it can. What was deleted is forgotten first. */
const whyFull = (
  { holdings, whyNoRoom }: ApiSession,
  value: JsonObject,
  before: JsonObject | null,
): MemoryOutcome | null => {
  const bytes = weightOf(value) - (before === null ? 0 : weightOf(before));
  if (bytes <= 0 || whyNoRoom(bytes) === null) return null;
  for (const collection of holdings.values()) keepDeleted(collection, []);
  const reason = whyNoRoom(bytes);
  return reason === null ? null : { kind: 'full', reason };
};

/** Makes the rules of one API from its contract. */
export const createMemory = (contract: Contract): Memory => {
  const plans = planOperations(contract);
  const validator = schemaValidator(contract.document);
  const examples = new Map(
    contract.resources.map((resource) => [resource.name, documentedResources(contract, resource)[0] ?? {}]),
  );

  const homes = new Map(contract.resources.map((resource) => [resource, scopeLayoutOf(contract, resource)]));

  const ownerAt = (owner: Resource, collection: Collection, scope: Scope, id: string): JsonObject | undefined => {
    const layout = homes.get(owner);
    const at = layout?.idIsGlobal ? scopeOf(collection, layout.placesInItemPath, scope, id) : scope;
    return bucketAt(collection, at).get(id);
  };

  /** Finds the parent that a scope ends in, or the first owner in it that doesn't exist. */
  const ownersOf = (
    holdings: State,
    plan: OperationPlan,
    scope: Scope,
  ): { readonly lacking: MemoryOutcome | null; readonly parent: JsonObject | null } => {
    let parent: JsonObject | null = null;
    for (const [index, id] of scope.entries()) {
      const owner = plan.owners[index];
      const collection = owner === null || owner === undefined ? undefined : holdings.get(owner.name);
      if (owner === null || owner === undefined || collection === undefined) continue;
      const found = ownerAt(owner, collection, scope.slice(0, index), id);
      if (found === undefined) return { lacking: missing(owner.name, id), parent: null };
      parent = found;
    }
    return { lacking: null, parent };
  };

  /** Takes away all that belongs to what lived in a scope. */
  const removeWithin = ({ name }: Resource, under: Scope, holdings: State): void => {
    for (const child of contract.resources) {
      const children = holdings.get(child.name);
      const layout = homes.get(child);
      if (child.parent?.resource !== name || children === undefined || layout === undefined) continue;
      const found = bucketsUnder(children, under).flatMap(({ scope, bucket }) =>
        [...bucket.keys()].map((id) => scopeWithin(layout, scope, id)),
      );
      removeUnder(children, under);
      for (const one of found) removeWithin(child, one, holdings);
    }
  };

  const withOne = (
    { plan, scope }: Place,
    holdings: State,
    id: JsonValue,
    value: JsonObject,
    body: JsonValue | undefined,
  ): MemoryOutcome => {
    const { resource, view, does } = plan;
    if (does.id !== null) return { kind: 'done', body: withValueAt(body, does.id, id) };
    if (view === null || resource.one === null) return { kind: 'done', body };
    return { kind: 'done', body: withValueAt(body, resource.one, view(holdings, { scope, id: String(id), value })) };
  };

  const create = (
    place: Place,
    session: ApiSession,
    request: MemoryRequest,
    body: JsonValue | undefined,
    parent: JsonObject | null,
  ): MemoryOutcome => {
    const { plan, collection, scope } = place;
    if (collection.count >= resourcesMax) {
      return {
        kind: 'full',
        reason: `The mock holds ${resourcesMax} of ${plan.resource.name} already. ${roomAdvice}`,
      };
    }
    const parentResource = resourceByName(contract, plan.resource.parent?.resource);
    const sent = sentBy(place, request, { absent: null });
    const value = newResource(plan.shape, sent, {
      random: session.random,
      clock: session.clock,
      example: examples.get(plan.resource.name) ?? {},
      lastNumber: collection.lastNumber,
      permits: (schema, made) => permits(validator, schema, made),
      isTaken: (id) => hasId(place, String(id)),
      parent:
        parent === null || parentResource === undefined
          ? null
          : { id: parent[parentResource.id] ?? null, value: parent },
    });
    const full = whyFull(session, value, null);
    if (full !== null) return full;
    const id = value[plan.resource.id] ?? null;
    put(collection, scope, id, value);
    collection.newest = String(id);
    return withOne(place, session.holdings, id, value, body);
  };

  const list = (
    { plan, collection, scope }: Place,
    holdings: State,
    { operation, query }: MemoryRequest,
    body: JsonValue | undefined,
  ): MemoryOutcome => {
    const { resource, view } = plan;
    if (resource.many === null || view === null) return { kind: 'done', body };
    const scopes = plan.omitsParents ? scopesWith(collection, plan.places, scope) : [scope];
    const all: Placed[] = scopes.flatMap((one) =>
      [...bucketAt(collection, one)].map(([id, value]) => ({ scope: one, id, value })),
    );
    const request = { contract, operation, query };
    const found = filtered(request, all);
    const items = paged(request, found).map((placed) => view(holdings, placed));
    const listed = withValueAt(body, resource.many, items);
    return { kind: 'done', body: resource.total === null ? listed : withValueAt(listed, resource.total, found.length) };
  };

  const actOnOne = (
    place: Place,
    session: ApiSession,
    request: MemoryRequest,
    body: JsonValue | undefined,
  ): MemoryOutcome => {
    const { holdings } = session;
    const { plan, collection, scope } = place;
    const { resource, shape, does } = plan;
    const id = place.id ?? '';
    const value = bucketAt(collection, scope).get(id);
    if (value === undefined) return missing(resource.name, id);
    const key = value[resource.id] ?? id;
    const change = (changes: JsonObject): MemoryOutcome => {
      const next = changedResource(shape, value, changes, session.clock);
      const full = whyFull(session, next, value);
      if (full !== null) return full;
      const nextKey = next[resource.id] ?? key;
      if (String(nextKey) !== id) renamed(contract, holdings, place, nextKey);
      put(collection, scope, nextKey, next);
      return withOne(place, holdings, nextKey, next, body);
    };
    const sent = (): ReadonlyMap<string, JsonValue> => sentBy(place, request);
    switch (does.action) {
      case 'read':
        return withOne(place, holdings, key, value, body);
      case 'replace':
        return change(replacement(shape, request.operation, does, { value, sent: sent() }));
      case 'edit':
        return change(Object.fromEntries(sent()));
      case 'rotate': {
        if (does.property === null) return change({});
        const schema = shape.properties.get(does.property) ?? {};
        const secret = newSecret(schema, {
          random: session.random,
          example: examples.get(resource.name)?.[does.property],
          isFit: (made) => permits(validator, schema, made) && made !== value[does.property ?? ''],
        });
        return change({ [does.property]: secret });
      }
      case 'delete': {
        const outcome = withOne(place, holdings, key, value, body);
        remove(collection, scope, id);
        removeWithin(resource, scopeWithin(plan.layout, scope, id), holdings);
        return outcome;
      }
      default:
        throw new Error(`${does.action} takes no id.`);
    }
  };

  const locate = ({ holdings }: ApiSession, { operation, path }: MemoryRequest): Place | null => {
    const plan = plans.get(operation.id);
    const collection = plan === undefined ? undefined : holdings.get(plan.resource.name);
    const values = plan?.valuesIn(path);
    if (plan === undefined || collection === undefined || !values) return null;
    const named = values.slice(0, plan.scopeLength);
    const id = values[plan.scopeLength] ?? null;
    const scope = plan.omitsParents && id !== null ? scopeOf(collection, plan.places, named, id) : named;
    return { plan, collection, scope, id };
  };

  return {
    locate,
    perform(session, request, body) {
      const { holdings } = session;
      const place = locate(session, request);
      if (place === null) return null;
      // What is found in one of many scopes has owners that are there.
      const named = place.plan.omitsParents && place.id !== null ? [] : place.scope;
      const { lacking, parent } = ownersOf(holdings, place.plan, named);
      if (lacking !== null) return lacking;
      switch (place.plan.does.action) {
        case 'create':
          return create(place, session, request, body, parent);
        case 'list':
          return list(place, holdings, request, body);
        default:
          return actOnOne(place, session, request, body);
      }
    },
  };
};
