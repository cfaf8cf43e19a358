import type { JsonValue } from '../../document/document.ts';
import { pointerTo, valueAt, withValueAt } from '../../document/json-pointer.ts';
import { proves } from '../../http/statuses.ts';
import { another, type BehaviourFlaw, type FlawContext, requestTo, sentBy } from '../flaw-context.ts';
import { isSecret } from '../masked.ts';
import { type MatchedRequest, placeOf } from '../read-request.ts';
import type { Known } from '../server-memory.ts';

/** A body with all that a refused request wrote and could have written, and the rest from one that was accepted. */
const soundBody = (
  { shape, validator }: FlawContext,
  { operation, body }: MatchedRequest,
  accepted: MatchedRequest,
): JsonValue | undefined =>
  [...(shape.writable.get(operation.id) ?? [])].reduce<JsonValue | undefined>((sent, [name, schema]) => {
    const pointer = operation.does?.from[name] ?? pointerTo(shape.resource.sent, name);
    const value = valueAt(body, pointer);
    return value === undefined || validator.compile(schema)(value).length > 0
      ? sent
      : withValueAt(sent ?? {}, pointer, value);
  }, accepted.body);

/** Whether a value of a property may be stored and would be seen there. */
const isTrace = (
  { shape, validator }: FlawContext,
  known: Known,
  name: string,
  value: JsonValue | undefined,
): boolean => {
  const before = known.shown[name];
  if (value === undefined || before === undefined || isSecret(shape, name)) return false;
  const problemsOf = validator.compile(shape.properties.get(name) ?? {});
  return JSON.stringify(value) !== JSON.stringify(before) && problemsOf(value).length === 0;
};

/** Stores what a refused change wrote and could have written; where that is nothing, other values. */
const leaveChange = (context: FlawContext, met: MatchedRequest, known: Known): void => {
  const { memory, shape, resource } = context;
  const names = [...(shape.writable.get(met.operation.id)?.keys() ?? [])].filter((name) => name !== resource.id);
  const sent = sentBy(context, met);
  const written = names.filter((name) => isTrace(context, known, name, sent.get(name)));
  for (const name of written.length > 0 ? written : names) {
    const value = written.length > 0 ? sent.get(name) : another(context, name, known.shown[name]);
    if (value !== undefined && isTrace(context, known, name, value)) memory.store(known, name, value);
  }
};

/** Leaves something behind of a request that was refused. */
export const traceless: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  const { scope, id } = placeOf(met);
  if (context.isAccepted(response) || proves(response.status, 'not found')) return response;
  const known = context.memory.get(context.resource, scope, id);
  switch (met.operation.does?.action) {
    case 'create': {
      const accepted = context.memory.acceptedTo(met.operation.id);
      if (accepted !== undefined)
        await context.ask(requestTo(context, met.operation, scope, soundBody(context, met, accepted)));
      return response;
    }
    case 'delete':
    case 'rotate':
      if (known?.isThere) await context.ask(requestTo(context, met.operation, [...scope, known.id]));
      return response;
    default:
      if (known?.isThere) leaveChange(context, met, known);
      return response;
  }
};
