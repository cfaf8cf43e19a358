import { another, type BehaviourFlaw, inResponse, sentBy, subjectOf } from '../flaw-context.ts';
import { asShown } from '../masked.ts';

/** Has a property stored otherwise where a request leaves it out, and shows it so at once. */
export const changedWhereLeftOut: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  const known = subjectOf(context, met, response);
  const changed = another(context, context.name, known?.shown[context.name]);
  if (!context.isAccepted(response) || known === undefined || changed === undefined) return response;
  if (sentBy(context, met).has(context.name)) return response;
  context.memory.store(known, context.name, changed);
  return inResponse(context, response, context.name, (shown) => asShown(context.shape, context.name, shown, changed));
};
