import type { ApiDescription, Operation, Resource } from './api-description.ts';
import { operationById } from './contract-index.ts';
import { templateParameters } from './path-template.ts';

/** The part of a contract that says which resources there are. */
type Known = Pick<ApiDescription, 'operations' | 'resources'>;

const nameless = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '{}');

/** The path at which one of a resource is read, replaced, edited, deleted or rotated, its id being the last parameter. */
export const itemPath = (contract: Known, resource: Resource): string | null => {
  const { create: _create, list: _list, rotate, ...onOne } = resource.operations;
  const id = Object.values(onOne)[0] ?? rotate;
  const path = operationById(contract, id)?.path;
  return path === undefined ? null : path.slice(0, path.lastIndexOf('}') + 1);
};

/** The resource whose id a path parameter holds, or null where it holds something else: it is the one whose own path ends there. */
export const resourceOfParameter = (contract: Known, operation: Operation, parameter: string): Resource | null => {
  const end = operation.path.indexOf(`{${parameter}}`) + parameter.length + 2;
  const prefix = nameless(operation.path.slice(0, end));
  return (
    contract.resources.find((resource) => {
      const path = itemPath(contract, resource);
      return path !== null && nameless(path) === prefix;
    }) ?? null
  );
};

/** The names of the path parameters of an operation, in order. */
export const pathParameters = (operation: Operation): readonly string[] => templateParameters(operation.path);

/** The resource whose id ends the path of an operation on many, say that of a creation: what is made there belongs to it. Null where there is none. */
export const parentInPath = (contract: Known, operation: Operation): Resource | null => {
  const last = pathParameters(operation).at(-1);
  return last === undefined ? null : resourceOfParameter(contract, operation, last);
};
