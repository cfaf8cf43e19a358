import { type BehaviourFlaw, inList } from '../flaw-context.ts';
import { placeOf } from '../read-request.ts';

/** Leaves what was created last out of lists. */
export const listed: BehaviourFlaw = async (context, met, next) => {
  const { resource, memory } = context;
  const newest = memory.newestIn(resource, placeOf(met).scope);
  return inList(context, await next(met.request), (items) =>
    items.filter((item) => String(item[resource.id]) !== String(newest?.id)),
  );
};
