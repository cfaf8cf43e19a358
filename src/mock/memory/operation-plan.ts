import type { Contract } from '../../clauses/contract.ts';
import type { Does, Resource } from '../../contract/api-description.ts';
import { pathParameters, resourceOfParameter } from '../../contract/path-resources.ts';
import { pathReader } from '../../contract/path-template.ts';
import { type ResourceShape, resourceShape, shownSchema } from '../../contract/resource-shape.ts';
import { scopeParameters } from './documented-holdings.ts';
import { type ScopeLayout, scopeLayoutOf } from './scope-layout.ts';
import { createView, type View } from './view.ts';

/** What there is to know of an operation before its first request. */
export interface OperationPlan {
  readonly does: Does;
  readonly resource: Resource;
  readonly shape: ResourceShape;
  /** Shows the resource as this operation's success does, or null where it shows none. */
  readonly view: View | null;
  /** How many of the path's parameters are of the scope; the one after them, if any, is the id. */
  readonly scopeLength: number;
  readonly layout: ScopeLayout;
  /** Which of the scope's values the path names. */
  readonly places: readonly number[];
  /** Whether the path names less than where a resource lives, so that it may live in any scope that fits. */
  readonly omitsParents: boolean;
  /** For each path parameter, the resource whose id it holds, or null. */
  readonly owners: readonly (Resource | null)[];
  /** The values of a path's parameters, decoded; null where the path is another's. */
  readonly valuesIn: (path: string) => readonly string[] | null;
}

/** Plans the operations of a contract that act on resources, by their ids. */
export const planOperations = (contract: Contract): ReadonlyMap<string, OperationPlan> => {
  const shapes = new Map(contract.resources.map((resource) => [resource.name, resourceShape(contract, resource)]));
  return new Map(
    contract.operations.flatMap((operation) => {
      const { does } = operation;
      const shape = does === null ? undefined : shapes.get(does.resource);
      if (does === null || shape === undefined) return [];
      const { resource } = shape;
      const parameters = pathParameters(operation);
      const takesId = does.action !== 'create' && does.action !== 'list';
      const schema = shownSchema(contract, resource, operation);
      const readPath = pathReader(operation.path);
      const layout = scopeLayoutOf(contract, resource);
      const scopeLength = parameters.length - (takesId ? 1 : 0);
      const plan: OperationPlan = {
        does,
        resource,
        shape,
        view: schema === null ? null : createView(contract, resource, schema),
        scopeLength,
        layout,
        places: layout.placesOf(parameters.slice(0, scopeLength)),
        omitsParents: does.action !== 'create' && scopeLength < scopeParameters(contract, resource).length,
        owners: parameters.map((name) => resourceOfParameter(contract, operation, name)),
        valuesIn: (path) => {
          const values = readPath(path);
          return values === null ? null : [...values.values()];
        },
      };
      return [[operation.id, plan]];
    }),
  );
};
