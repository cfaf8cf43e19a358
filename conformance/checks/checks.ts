import { createBreather } from '../../src/breather.ts';
import { CannotGenerate } from '../arbitraries/cannot-generate.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { brokenRequests } from './broken-requests.ts';
import { changedResources } from './changed-resources.ts';
import type { Check, CheckMaker } from './check.ts';
import { createdResources } from './created-resources.ts';
import { credentials } from './credentials.ts';
import { deletedResources } from './deleted-resources.ts';
import { documentedExamples } from './documented-examples.ts';
import { embeddedChildren } from './embedded-children.ts';
import { extremeRequests } from './extreme-requests.ts';
import { filteredLists } from './filtered-lists.ts';
import { mediaTypes } from './media-types.ts';
import { oversizedBodies } from './oversized-bodies.ts';
import { pagedLists } from './paged-lists.ts';
import { races } from './races.ts';
import { refusedWrites } from './refused-writes.ts';
import { resourceSequences } from './resource-sequences.ts';
import { scopedResources } from './scoped-resources.ts';
import { unknownIds } from './unknown-ids.ts';
import { validRequests } from './valid-requests.ts';
import { wrongShapedIds } from './wrong-shaped-ids.ts';

/** Every kind of check, the cheapest and most telling first. A test compares this list with the folder. */
export const checkMakers: Readonly<Record<string, CheckMaker>> = {
  'documented-examples': documentedExamples,
  'valid-requests': validRequests,
  credentials,
  'media-types': mediaTypes,
  'broken-requests': brokenRequests,
  'extreme-requests': extremeRequests,
  'oversized-bodies': oversizedBodies,
  'created-resources': createdResources,
  'changed-resources': changedResources,
  'deleted-resources': deletedResources,
  'refused-writes': refusedWrites,
  'filtered-lists': filteredLists,
  'paged-lists': pagedLists,
  'embedded-children': embeddedChildren,
  'scoped-resources': scopedResources,
  'unknown-ids': unknownIds,
  'wrong-shaped-ids': wrongShapedIds,
  'resource-sequences': resourceSequences,
  races,
};

/** The checks of a contract, and the operations for which no request can be made, with the reason. */
export interface CheckList {
  readonly checks: readonly Check[];
  /** The kind of each check, by its id. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly ungenerated: ReadonlyMap<string, string>;
  /** Whether every check was listed, and `isOver` didn't say otherwise before. */
  readonly isWhole: boolean;
}

/** Lists every check of a contract, kind by kind. Signals are heard meanwhile, and `isOver` ends it early. */
export const checksOf = async (context: CheckContext, isOver: () => boolean): Promise<CheckList> => {
  const ungenerated = new Map<string, string>();
  const kinds = new Map<string, string>();
  const checks: Check[] = [];
  const breathe = createBreather();
  for (const [kind, make] of Object.entries(checkMakers)) {
    for (const operation of context.contract.operations) {
      await breathe();
      if (isOver()) return { checks, kinds, ungenerated, isWhole: false };
      try {
        const made = make(context, operation);
        for (const { id } of made) kinds.set(id, kind);
        checks.push(...made);
      } catch (error) {
        if (!(error instanceof CannotGenerate)) throw error;
        ungenerated.set(operation.id, error.message);
      }
    }
  }
  return { checks, kinds, ungenerated, isWhole: true };
};

/** Whether a case of a check can be made. To find out may take a while. */
export const isPossible = ({ lacks = null }: Check): boolean => lacks === null;

/** Finds the checks of which cases can be made. Signals are heard meanwhile, and `isOver` ends it early: then they aren't all. */
export const possibleChecks = async (
  checks: readonly Check[],
  isOver: () => boolean,
): Promise<Pick<CheckList, 'checks' | 'isWhole'>> => {
  const possible: Check[] = [];
  const breathe = createBreather();
  for (const check of checks) {
    await breathe();
    if (isOver()) return { checks: possible, isWhole: false };
    if (isPossible(check)) possible.push(check);
  }
  return { checks: possible, isWhole: true };
};
