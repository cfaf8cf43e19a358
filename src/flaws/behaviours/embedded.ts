import { type BehaviourFlaw, subjectOf } from '../flaw-context.ts';

/** Leaves what is created out of what its parent embeds. */
export const embedded: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  const known = subjectOf(context, met, response);
  if (context.isAccepted(response) && known !== undefined) context.memory.hideInParent(known);
  return response;
};
