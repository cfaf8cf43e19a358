import { another, type BehaviourFlaw, inResponse, sentBy } from '../flaw-context.ts';

/** Shows another value than was sent, though the right one is stored. */
export const written: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  if (!sentBy(context, met).has(context.name)) return response;
  return inResponse(context, response, context.name, (value) => another(context, context.name, value));
};
