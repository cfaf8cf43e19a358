import { millisecondsOf, timeValue } from '../../values/times.ts';
import { type BehaviourFlaw, inResponse, subjectOf } from '../flaw-context.ts';

/** A day is long enough to show in a date alone. */
const dayMs = 86_400_000;

/** Sets a time back that is to go forward. */
export const forward: BehaviourFlaw = async (context, met, next) => {
  const before = subjectOf(context, met)?.shown[context.name];
  const milliseconds = millisecondsOf(before);
  const response = await next(met.request);
  const known = subjectOf(context, met);
  if (!context.isAccepted(response) || known === undefined || Number.isNaN(milliseconds)) return response;
  const schema = context.shape.properties.get(context.name) ?? {};
  const earlier = timeValue(schema, milliseconds - dayMs, before);
  context.memory.store(known, context.name, earlier);
  return inResponse(context, response, context.name, () => earlier);
};
