import type { BehaviourKind } from '../../src/clauses/behaviour-kinds/list.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Action, Operation, Resource } from '../../src/contract/api-description.ts';
import { operationById, resourceByName } from '../../src/contract/contract-index.ts';
import { type ResourceShape, resourceShape } from '../../src/contract/resource-shape.ts';
import type { OpenApiDocument } from '../../src/document/document.ts';

/** What a resource promises over several requests, and what can be done with it. */
export interface ResourceModel {
  readonly document: OpenApiDocument;
  readonly resource: Resource;
  readonly shape: ResourceShape;
  readonly operation: (action: Action) => Operation | undefined;
  /** The clause of a behaviour, or undefined where the contract doesn't promise it. */
  readonly clause: (kind: BehaviourKind, action: Action, name?: string) => Clause | undefined;
}

/** The model of the resource that an operation creates, or null where it creates none. */
export const lifeOf = (contract: Contract, created: Operation): ResourceModel | null => {
  const resource = resourceByName(contract, created.does?.resource);
  if (created.does?.action !== 'create' || resource === undefined) return null;
  const clauses = contract.clauses.filter(
    ({ subject }) => subject.of === 'resource' && subject.resource === resource.name,
  );
  return {
    document: contract.document,
    resource,
    shape: resourceShape(contract, resource),
    operation: (action) => operationById(contract, resource.operations[action]),
    clause: (kind, action, name) =>
      clauses.find(
        (clause) =>
          clause.kind === kind &&
          clause.subject.of === 'resource' &&
          clause.subject.action === action &&
          clause.subject.name === (name ?? null),
      ),
  };
};
