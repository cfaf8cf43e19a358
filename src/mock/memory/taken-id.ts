import { sentValues } from '../../values/sent-values.ts';
import type { MemoryRequest, Place } from './memory.ts';
import { bucketAt, bucketsOf } from './stored.ts';

/** Whether a resource has an id already, among those that it could be taken for. */
export const hasId = ({ plan, collection, scope }: Place, id: string): boolean =>
  plan.layout.idIsGlobal
    ? bucketsOf(collection).some(({ bucket }) => bucket.has(id))
    : bucketAt(collection, scope).has(id);

/** The id that a request would give to a resource although another has it already, or null. */
export const takenId = (place: Place, { operation, body }: MemoryRequest): string | null => {
  const { plan, collection, scope, id } = place;
  const { resource, shape, does } = plan;
  if (!shape.writable.get(operation.id)?.has(resource.id)) return null;
  // What isn't there can't be given an id, and is refused for that.
  if (id !== null && !bucketAt(collection, scope).has(id)) return null;
  const sent = sentValues(shape, operation, does, body).get(resource.id);
  const wanted = sent === undefined ? null : String(sent);
  return wanted !== null && wanted !== id && hasId(place, wanted) ? wanted : null;
};
