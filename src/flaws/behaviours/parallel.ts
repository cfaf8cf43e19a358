import { type BehaviourFlaw, createdId, operationOf, requestTo, sentBy } from '../flaw-context.ts';
import { placeOf } from '../read-request.ts';
import { withStandIn } from '../stand-in.ts';

/** Does what several clients ask for at once as no order would have it: something of it gets lost. */
export const parallel: BehaviourFlaw = async (context, met, next) => {
  const { memory, resource, racePlace } = context;
  const { scope, id } = placeOf(met);
  const known = memory.get(resource, scope, id);
  const { action } = met.operation.does ?? {};
  // Of deletions none is done, though each is answered so.
  if (action === 'delete')
    return racePlace !== null && known?.isThere ? withStandIn(context, met, next) : next(met.request);
  const response = await next(met.request);
  if (racePlace !== 'later' || !context.isAccepted(response)) return response;
  if (action === 'create') {
    const remove = operationOf(context, 'delete');
    const made = createdId(context, met, response);
    if (made !== undefined && remove !== undefined) await context.ask(requestTo(context, remove, [...scope, made]));
    return response;
  }
  if (known === undefined) return response;
  const changed = [...sentBy(context, met)].filter(
    ([name, value]) => JSON.stringify(known.shown[name]) !== JSON.stringify(value),
  );
  const [lost] = changed.at(-1) ?? [];
  const before = lost === undefined ? undefined : known.shown[lost];
  if (lost !== undefined && before !== undefined) memory.store(known, lost, before);
  return response;
};
