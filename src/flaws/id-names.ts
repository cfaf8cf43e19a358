import type { Contract } from '../clauses/contract.ts';
import { pointerTokens } from '../document/json-pointer.ts';

/** The names of properties that hold the id of a resource, wherever a response shows them. */
export const idNames = ({ resources, operations }: Contract): ReadonlySet<string> =>
  new Set([
    ...resources.flatMap(({ id, parent }) => (parent === null ? [id] : [id, parent.property])),
    ...operations.flatMap(({ does }) => (does?.id == null ? [] : pointerTokens(does.id).slice(-1))),
  ]);
