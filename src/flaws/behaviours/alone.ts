import { type BehaviourFlaw, requestTo, sentBy, subjectOf } from '../flaw-context.ts';
import { placeOf } from '../read-request.ts';
import { thereIn } from '../server-memory.ts';

/** Changes or deletes another resource as well. */
export const alone: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  if (!context.isAccepted(response)) return response;
  const { scope, id } = placeOf(met);
  const subject = subjectOf(context, met, response);
  const own = String(subject?.id ?? id);
  const other = thereIn(context.memory, context.resource, scope).findLast((known) => String(known.id) !== own);
  const { does } = met.operation;
  if (other === undefined) return response;
  if (does?.action === 'delete') {
    await context.ask(requestTo(context, met.operation, [...scope, other.id]));
    return response;
  }
  const rotated = does?.property == null ? undefined : subject?.shown[does.property];
  const written = rotated === undefined ? sentBy(context, met) : new Map([[does?.property ?? '', rotated]]);
  for (const [name, value] of written) if (name !== context.resource.id) context.memory.store(other, name, value);
  return response;
};
