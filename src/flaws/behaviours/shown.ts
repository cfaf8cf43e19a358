import { type BehaviourFlaw, subjectOf, withShownId } from '../flaw-context.ts';

/** Shows another id than that of what was deleted. */
export const shown: BehaviourFlaw = async (context, met, next) => {
  const known = subjectOf(context, met);
  const response = await next(met.request);
  return known === undefined ? response : withShownId(context, met, response, context.memory.unusedId(known));
};
