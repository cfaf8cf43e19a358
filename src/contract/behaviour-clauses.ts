import { type Acting, behavioursOf } from './behaviours.ts';
import type { Clause } from './clause.ts';
import type { Operation } from './contract.ts';
import { citationNaming, levelOf, sourceOf, type Trail } from './provenance.ts';
import { type ResourceSource, resourceShape } from './resource-shape.ts';

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
    return behavioursOf(source, acting, shape).flatMap(
      ({ kind, promise, operation, action, name = null, level: stated }): Clause[] => {
        const trail = trailOf(operation);
        const declared = name === null ? [] : [shape.properties.get(name), shape.writable.get(operation.id)?.get(name)];
        const withProperty = [...trail, ...declared.filter((schema) => schema !== undefined)];
        // That what is sent at once is done in turn is what everybody expects, and no API's document says.
        const level = stated ?? levelOf(withProperty, kind, kind === 'parallel' ? 'SHOULD' : 'MUST');
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
