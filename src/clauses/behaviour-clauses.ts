import type { Action, Operation } from '../contract/api-description.ts';
import { citationNaming, levelOf, sourceOf } from '../contract/provenance.ts';
import { type ResourceShape, type ResourceSource, resourceShape } from '../contract/resource-shape.ts';
import type { Trail } from '../document/follow-reference.ts';
import type { Acting, BehaviourKindSpec, Promised } from './behaviour-kinds/behaviour-kind.ts';
import { type BehaviourKind, behaviourKinds, listedTogether } from './behaviour-kinds/list.ts';
import type { Clause } from './clause.ts';

/** A promise, and which operation makes it. */
interface Found extends Promised {
  readonly kind: BehaviourKind;
  readonly operation: Operation;
  readonly action: Action;
}

/** Promises of a list follow its parameters. */
const inOrder = (found: readonly Found[], { parameters }: Operation): readonly Found[] => {
  const names = parameters.map(({ name }) => name);
  return found.toSorted((one, other) => names.indexOf(one.name ?? '') - names.indexOf(other.name ?? ''));
};

/** All that a resource promises over several requests, as far as the contract doesn't leave it open. */
const promisesOf = (source: ResourceSource, acting: Acting, shape: ResourceShape): readonly Found[] =>
  listedTogether.flatMap((kinds) => {
    const some = new Set(kinds.flatMap((kind) => behaviourKinds[kind].actions));
    return [...some].flatMap((action) => {
      const operation = acting[action];
      if (operation === undefined) return [];
      const found = kinds.flatMap((kind) => {
        const { actions, promises }: BehaviourKindSpec = behaviourKinds[kind];
        const promising = { source, shape, acting, operation, action };
        return actions.includes(action) ? promises(promising).map((one) => ({ ...one, kind, operation, action })) : [];
      });
      return action === 'list' ? inOrder(found, operation) : found;
    });
  });

/**
 * Writes the clauses of what a server promises over several requests, resource by resource, from the declarations of
 * `x-resources`, `x-does` and their like. Where the contract leaves something open, there is no clause.
 */
export const behaviourClauses = (
  api: string,
  source: ResourceSource,
  trailOf: (operation: Operation) => Trail,
): readonly Clause[] =>
  source.resources.flatMap((resource) => {
    const shape = resourceShape(source, resource);
    const acting: Acting = Object.fromEntries(
      source.operations.flatMap((operation) =>
        operation.does?.resource === resource.name ? [[operation.does.action, operation]] : [],
      ),
    );
    return promisesOf(source, acting, shape).flatMap(
      ({ kind, promise, operation, action, name = null, level: stated }): Clause[] => {
        const trail = trailOf(operation);
        const declared = name === null ? [] : [shape.properties.get(name), shape.writable.get(operation.id)?.get(name)];
        const withProperty = [...trail, ...declared.filter((schema) => schema !== undefined)];
        const { level: usual = 'MUST' }: BehaviourKindSpec = behaviourKinds[kind];
        const level = stated ?? levelOf(withProperty, kind, usual);
        if (level === 'MAY') return [];
        return [
          {
            id: `${api}/${resource.name}:${promise}`,
            api,
            operation: operation.id,
            kind,
            level,
            // What is said of a property as such says nothing of how it behaves.
            source: citationNaming(withProperty, kind) ?? sourceOf(trail, kind),
            pointer: operation.pointer,
            subject: { of: 'resource', resource: resource.name, action, name },
            at: [],
            schema: null,
            asWritten: null,
            givenType: null,
            notApplicable: null,
          },
        ];
      },
    );
  });
