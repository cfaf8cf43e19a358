import type { Contract } from '../../src/clauses/contract.ts';
import { operationById, resourceByName } from '../../src/contract/contract-index.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { reachedObjects } from '../../src/document/reached-objects.ts';
import { resolveListed } from '../arbitraries/listed-value.ts';
import { pathValues } from './prepare.ts';
import { requiredParameters } from './required-parameters.ts';
import { listedIds } from './resource-ids.ts';
import type { Target } from './target.ts';

/** Puts values that the target lists in the place of their stand-ins; undefined where it lists none. */
export const withListed = (target: Target, body: JsonValue | undefined): JsonValue | undefined => {
  const resolved = body === undefined ? null : resolveListed(body, target.lists);
  return resolved?.ok ? resolved.value : undefined;
};

/** Looks up the values that bodies take from lists. A list that can't be had stays empty. */
export const lookUpLists = async (target: Target, resources: Iterable<string>): Promise<void> => {
  for (const name of resources) {
    const resource = resourceByName(target.contract, name);
    const operation = operationById(target.contract, resource?.operations.list);
    if (resource === undefined || operation === undefined) continue;
    const path = await pathValues(target, operation);
    if (!path.ok) continue;
    const values = { parameters: { ...requiredParameters(target, operation), ...path.values }, body: undefined };
    const sent = await target.trySend({ operation, values, credentials: 'valid' });
    if (sent.ok) target.lists.set(name, listedIds(sent.exchange, resource));
  }
};

/** The names of the resources from whose lists values are taken. */
export const listedResources = (contract: Contract): ReadonlySet<string> => {
  const names = [...reachedObjects(contract.document)].map(({ object }) => object['x-values']);
  return new Set(contract.resources.map(({ name }) => name).filter((name) => names.includes(name)));
};
