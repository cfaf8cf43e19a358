import { type BehaviourFlaw, withShownId } from '../flaw-context.ts';
import { placeOf } from '../read-request.ts';

/** Shows a created resource under the id of another. */
export const unique: BehaviourFlaw = async (context, met, next) => {
  const earlier = context.memory.newestIn(context.resource, placeOf(met).scope);
  const response = await next(met.request);
  return earlier === undefined ? response : withShownId(context, met, response, earlier.id);
};
