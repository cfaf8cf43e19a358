import type { Contract } from '../../clauses/contract.ts';
import type { Operation, Resource } from '../../contract/api-description.ts';
import { operationById } from '../../contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../../contract/path-resources.ts';
import { successOf } from '../../contract/resource-shape.ts';
import { isObject, type JsonObject, type JsonValue } from '../../document/document.ts';
import { valueAt } from '../../document/json-pointer.ts';
import { isJsonMediaType } from '../../document/media-type.ts';
import { type Collection, emptyCollection, put, type State } from './stored.ts';

const exampleBody = (operation: Operation | undefined): JsonValue | undefined => {
  const content = operation === undefined ? [] : (successOf(operation)?.content ?? []);
  return content.find(({ name }) => isJsonMediaType(name))?.examples[0]?.value;
};

const operationOf = (contract: Contract, id: string | undefined): Operation | undefined => operationById(contract, id);

/** The documented resources of a kind: those of the list's first example, with secrets as other operations show them in full. */
export const documentedResources = (contract: Contract, resource: Resource): readonly JsonObject[] => {
  const { list, create, rotate, read } = resource.operations;
  const listed = resource.many === null ? undefined : valueAt(exampleBody(operationOf(contract, list)), resource.many);
  const ones = [create, rotate, read].flatMap((id) => {
    const one = resource.one === null ? undefined : valueAt(exampleBody(operationOf(contract, id)), resource.one);
    return isObject(one) ? [one] : [];
  });
  const known = (Array.isArray(listed) ? listed : ones.slice(0, 1)).filter(isObject);
  return known.map((value) => ({ ...value, ...ones.find((one) => one[resource.id] === value[resource.id]) }));
};

/** The operation by which it is known what a resource lives under: of those on many, the one whose path says most. */
const placing = (contract: Contract, { operations }: Resource): Operation | undefined => {
  const [list, create] = [operationOf(contract, operations.list), operationOf(contract, operations.create)];
  const isTold = list !== undefined && create !== undefined;
  if (isTold && pathParameters(create).length > pathParameters(list).length) return create;
  return list ?? create ?? operationOf(contract, Object.values(operations)[0]);
};

/** The names of the path parameters that a resource lives under: in the path of one resource, all but its id, which is the last. */
export const scopeParameters = (contract: Contract, resource: Resource): readonly string[] => {
  const operation = placing(contract, resource);
  if (operation === undefined) return [];
  const names = pathParameters(operation);
  return operation.does?.action === 'list' || operation.does?.action === 'create' ? names : names.slice(0, -1);
};

/** The documented values of the path parameters that a resource lives under; those of a parent are the documented parent's id. */
const documentedScope = (contract: Contract, resource: Resource): readonly string[] | null => {
  const operation = placing(contract, resource);
  if (operation === undefined) return null;
  const values = scopeParameters(contract, resource).map((name) => {
    const owner = resourceOfParameter(contract, operation, name);
    const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    return owner === null ? parameter?.examples[0]?.value : documentedResources(contract, owner)[0]?.[owner.id];
  });
  return values.includes(undefined) ? null : values.map(String);
};

/** What an API holds at first: its documented examples. Kinds that nobody can create are there even where it is to hold nothing. */
export const documentedHoldings = (contract: Contract, { empty }: { readonly empty: boolean }): State =>
  new Map(
    contract.resources.map((resource): [string, Collection] => {
      const collection = emptyCollection();
      const scope = documentedScope(contract, resource);
      const isGiven = resource.operations.create === undefined;
      if (scope === null || (empty && !isGiven)) return [resource.name, collection];
      const embedded = new Set(
        contract.resources.flatMap((child) =>
          child.parent?.resource === resource.name && child.embedded !== null ? [child.embedded] : [],
        ),
      );
      for (const value of documentedResources(contract, resource)) {
        const own = Object.fromEntries(Object.entries(value).filter(([name]) => !embedded.has(name)));
        put(collection, scope, value[resource.id] ?? null, own);
      }
      return [resource.name, collection];
    }),
  );
