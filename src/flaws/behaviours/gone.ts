import type { BehaviourFlaw } from '../flaw-context.ts';
import { withMoreItems } from '../more-items.ts';
import { placeOf } from '../read-request.ts';
import { leadsTo } from '../server-memory.ts';
import { withStandIn } from '../stand-in.ts';

/** Shows what was deleted as it was before. */
export const gone: BehaviourFlaw = async (context, met, next) => {
  const { resource, memory } = context;
  const { scope, id } = placeOf(met);
  if (id !== null) {
    const known = memory.get(resource, scope, id);
    return known === undefined || known.isThere ? next(met.request) : withStandIn(context, met, next);
  }
  const dead = memory.all(resource).findLast((known) => !known.isThere && leadsTo(scope, known.scope));
  return withMoreItems(context, met, await next(met.request), dead === undefined ? [] : [memory.asListed(dead)]);
};
