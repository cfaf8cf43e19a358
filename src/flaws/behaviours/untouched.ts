import { type BehaviourFlaw, subjectOf, withShownId } from '../flaw-context.ts';
import { changedWhereLeftOut } from './changed-where-left-out.ts';

/** Changes the id of a resource along with the rest. */
const withOtherId: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  const known = subjectOf(context, met);
  if (!context.isAccepted(response) || known === undefined) return response;
  const id = context.memory.unusedId(known);
  context.memory.rename(known, id);
  return withShownId(context, met, response, id);
};

/** Changes what a request leaves out. */
export const untouched: BehaviourFlaw = (context, met, next) =>
  (context.name === context.resource.id ? withOtherId : changedWhereLeftOut)(context, met, next);
