import type { Contract, Resource } from '../../contract/contract.ts';
import { operationById } from '../../contract/contract-index.ts';
import type { JsonValue } from '../../contract/document.ts';
import { resourceShape } from '../../contract/resource-shape.ts';
import { schemaValidator } from '../../contract/schema-validator.ts';
import type { MatchedRequest } from '../../flaws/read-request.ts';
import { type Known, leadsTo, type ServerMemory } from '../../flaws/server-memory.ts';
import { documentedResources } from './documented-holdings.ts';
import { newId } from './made-values.ts';
import type { ApiSession } from './memory.ts';
import { planOperations } from './operation-plan.ts';
import { permits } from './permits.ts';
import { renamed } from './renamed.ts';
import { scopeLayoutOf } from './scope-layout.ts';
import { bucketAt, bucketsOf, type Collection, put, type Scope } from './stored.ts';

/** Makes what the flaws of a contract know of a session: all that it holds, which they change where it is kept. */
export const createHoldingsMemory = (
  contract: Contract,
  acceptedTo: (operation: string) => MatchedRequest | undefined,
): ((session: ApiSession) => ServerMemory) => {
  const plans = planOperations(contract);
  const validator = schemaValidator(contract.document);
  const layouts = new Map(contract.resources.map((resource) => [resource, scopeLayoutOf(contract, resource)]));

  const listView = (resource: Resource) => {
    const list = operationById(contract, resource.operations.list);
    return list === undefined ? null : (plans.get(list.id)?.view ?? null);
  };

  return ({ holdings, random }) => {
    const collectionOf = ({ name }: Resource): Collection | undefined => holdings.get(name);

    const thereIn = (resource: Resource, scope: Scope): readonly Known[] => {
      const collection = collectionOf(resource);
      if (collection === undefined) return [];
      return bucketsOf(collection)
        .filter((bucket) => leadsTo(scope, bucket.scope))
        .flatMap((placed) =>
          [...placed.bucket].map(([id, shown]) => ({
            resource,
            scope: placed.scope,
            id: shown[resource.id] ?? id,
            shown,
            isThere: true,
          })),
        );
    };
    const deletedIn = (resource: Resource, scope: Scope): readonly Known[] =>
      (collectionOf(resource)?.deleted ?? [])
        .filter((one) => leadsTo(scope, one.scope))
        .map(({ value, ...one }) => ({
          ...one,
          resource,
          id: value[resource.id] ?? one.id,
          shown: value,
          isThere: false,
        }));

    const get: ServerMemory['get'] = (resource, scope, id) => {
      const isIt = (known: Known): boolean => String(known.id) === String(id);
      return thereIn(resource, scope).find(isIt) ?? deletedIn(resource, scope).findLast(isIt);
    };

    return {
      get,
      acceptedTo,
      modelFor: (operation) => acceptedTo(operation)?.request ?? null,
      newestIn(resource, scope) {
        const newest = collectionOf(resource)?.newest ?? null;
        return newest === null ? undefined : thereIn(resource, scope).find(({ id }) => String(id) === newest);
      },
      all: (resource) => [...deletedIn(resource, []), ...thereIn(resource, [])],
      unusedId({ resource, scope }) {
        const schema = resourceShape(contract, resource).properties.get(resource.id) ?? {};
        const isTaken = (id: JsonValue) => thereIn(resource, scope).some((known) => String(known.id) === String(id));
        return newId(schema, {
          random,
          last: collectionOf(resource)?.lastNumber ?? 0,
          example: documentedResources(contract, resource)[0]?.[resource.id],
          isFit: (id) => permits(validator, schema, id) && !isTaken(id),
        });
      },
      asListed: ({ resource, scope, id, shown }) =>
        listView(resource)?.(holdings, { scope, id: String(id), value: shown }) ?? shown,
      store({ resource, scope, id }, name, value: JsonValue) {
        const collection = collectionOf(resource);
        const before = collection === undefined ? undefined : bucketAt(collection, scope).get(String(id));
        if (collection !== undefined && before !== undefined) put(collection, scope, id, { ...before, [name]: value });
      },
      rename({ resource, scope, id, shown }, to) {
        const [collection, layout] = [collectionOf(resource), layouts.get(resource)];
        if (collection === undefined || layout === undefined) return;
        renamed(contract, holdings, { plan: { resource, layout }, collection, scope, id: String(id) }, to);
        put(collection, scope, to, { ...shown, [resource.id]: to });
      },
      hideInParent: ({ resource, id }) => void collectionOf(resource)?.unembedded.add(String(id)),
    };
  };
};
