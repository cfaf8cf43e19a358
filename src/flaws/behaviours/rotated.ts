import { type BehaviourFlaw, inResponse, subjectOf } from '../flaw-context.ts';

/** Keeps the secret that is to be exchanged for a new one. */
export const rotated: BehaviourFlaw = async (context, met, next) => {
  const before = subjectOf(context, met)?.shown[context.name];
  const response = await next(met.request);
  const known = subjectOf(context, met);
  if (!context.isAccepted(response) || known === undefined || before === undefined) return response;
  context.memory.store(known, context.name, before);
  return inResponse(context, response, context.name, () => before);
};
