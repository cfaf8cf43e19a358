import type { Contract } from '../../clauses/contract.ts';
import type { Resource } from '../../contract/api-description.ts';
import { operationById } from '../../contract/contract-index.ts';
import { resourceShape } from '../../contract/resource-shape.ts';
import type { JsonValue } from '../../document/document.ts';
import type { MatchedRequest } from '../../flaws/read-request.ts';
import { type Known, leadsTo, type ServerMemory } from '../../flaws/server-memory.ts';
import { schemaValidator } from '../../schema/schema-validator.ts';
import { documentedResources } from './documented-holdings.ts';
import { newId } from './made-values.ts';
import type { ApiSession } from './memory.ts';
import { planOperations } from './operation-plan.ts';
import { permits } from './permits.ts';
import { renamed } from './renamed.ts';
import { scopeLayoutOf } from './scope-layout.ts';
import { bucketAt, bucketsOf, type Collection, emptyCollection, put, type Scope } from './stored.ts';

/** Makes what the flaws of a contract know of a session: all that it holds, which they change where it is kept. */
export const createHoldingsMemory = (
  contract: Contract,
  acceptedTo: (operation: string) => MatchedRequest | undefined,
): ((session: ApiSession) => ServerMemory) => {
  const plans = planOperations(contract);
  const validator = schemaValidator(contract.document);

  return ({ holdings, random }) => {
    const collectionOf = ({ name }: Resource): Collection => holdings.get(name) ?? emptyCollection();

    const bucketsIn = (resource: Resource, scope: Scope) =>
      bucketsOf(collectionOf(resource)).filter((placed) => leadsTo(scope, placed.scope));

    const deletedIn = (resource: Resource, scope: Scope): readonly Known[] =>
      collectionOf(resource)
        .deleted.filter((one) => leadsTo(scope, one.scope))
        .map(({ scope: own, id, value }) => ({
          resource,
          scope: own,
          id: value[resource.id] ?? id,
          shown: value,
          isThere: false,
        }));

    const get: ServerMemory['get'] = (resource, scope, id) => {
      const key = String(id);
      for (const placed of bucketsIn(resource, scope)) {
        const shown = placed.bucket.get(key);
        if (shown !== undefined)
          return { resource, scope: placed.scope, id: shown[resource.id] ?? key, shown, isThere: true };
      }
      return deletedIn(resource, scope).findLast((dead) => String(dead.id) === key);
    };

    return {
      acceptedTo,
      modelFor: (operation) => acceptedTo(operation)?.request ?? null,
      get,
      newestIn(resource, scope) {
        const newest = get(resource, scope, collectionOf(resource).newest);
        return newest?.isThere ? newest : undefined;
      },
      all: (resource) => [
        ...deletedIn(resource, []),
        ...bucketsIn(resource, []).flatMap(({ scope, bucket }) =>
          [...bucket].map(([id, shown]) => ({ resource, scope, id: shown[resource.id] ?? id, shown, isThere: true })),
        ),
      ],
      unusedId({ resource, scope }) {
        const schema = resourceShape(contract, resource).properties.get(resource.id) ?? {};
        return newId(schema, {
          random,
          last: collectionOf(resource).lastNumber,
          example: documentedResources(contract, resource)[0]?.[resource.id],
          isFit: (id) => permits(validator, schema, id) && get(resource, scope, id) === undefined,
        });
      },
      asListed({ resource, scope, id, shown }) {
        const list = operationById(contract, resource.operations.list);
        const view = list === undefined ? null : plans.get(list.id)?.view;
        return view?.(holdings, { scope, id: String(id), value: shown }) ?? shown;
      },
      store({ resource, scope, id }, name, value: JsonValue) {
        const before = bucketAt(collectionOf(resource), scope).get(String(id));
        if (before !== undefined) put(collectionOf(resource), scope, id, { ...before, [name]: value });
      },
      rename({ resource, scope, id, shown }, to) {
        const collection = collectionOf(resource);
        const plan = { resource, layout: scopeLayoutOf(contract, resource) };
        renamed(contract, holdings, { plan, collection, scope, id: String(id) }, to);
        put(collection, scope, to, { ...shown, [resource.id]: to });
      },
      hideInParent: ({ resource, id }) => void collectionOf(resource).unembedded.add(String(id)),
    };
  };
};
