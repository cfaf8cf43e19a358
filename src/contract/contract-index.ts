import type { ApiDescription, Operation, Resource } from './api-description.ts';
import { indexed } from './indexed.ts';

/** The operation of a contract that has an id; undefined where none has, or no id is given. */
export const operationById = indexed<Pick<ApiDescription, 'operations'>, Operation>(
  ({ operations }) => new Map(operations.map((operation) => [operation.id, operation])),
);

/** The resource of a contract that has a name; undefined where none has, or no name is given. */
export const resourceByName = indexed<Pick<ApiDescription, 'resources'>, Resource>(
  ({ resources }) => new Map(resources.map((resource) => [resource.name, resource])),
);
