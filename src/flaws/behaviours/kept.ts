import { another, type BehaviourFlaw, sentBy, subjectOf } from '../flaw-context.ts';

/** Stores another value than was sent, though the right one is shown. */
export const kept: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  const known = subjectOf(context, met, response);
  const changed = another(context, context.name, sentBy(context, met).get(context.name));
  if (context.isAccepted(response) && known !== undefined && changed !== undefined)
    context.memory.store(known, context.name, changed);
  return response;
};
