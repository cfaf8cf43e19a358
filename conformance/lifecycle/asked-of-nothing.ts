import type { Action, Operation } from '../../src/contract/api-description.ts';
import type { ResourceModel } from './resource-model.ts';

/** Actions on one that is there, whose id they take. The deletion comes last, since a server that did delete has nothing more to tell. */
export const takingId = ['read', 'replace', 'edit', 'rotate', 'delete'] as const satisfies readonly Action[];

/**
 * What can be asked of a resource that isn't there, in an order in which nothing gets in the way of what follows. A replacement
 * that may create what isn't there is no part of it: it would leave that for the others to find, and nobody to take it away.
 */
export const askedOfNothing = (
  model: ResourceModel,
  kind: 'gone' | 'unknown',
): readonly (readonly [(typeof takingId)[number], Operation])[] =>
  takingId.flatMap((action) => {
    const operation = model.operation(action);
    const creates = action === 'replace' && model.clause(kind, action) === undefined;
    return operation === undefined || creates ? [] : [[action, operation] as const];
  });
