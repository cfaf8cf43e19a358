import type { Operation, Resource } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { pointerTo, valueAt } from '../../src/contract/json-pointer.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../judge/body.ts';

/** What no segment of a path may be: without one, or with a dot segment, a URL leads to what is above (RFC 3986, 5.2.4). */
const noSegments: readonly JsonValue[] = ['', '.', '..'];

/** Says whether a value can be the id of what is asked for in a path. */
export const isId = (value: JsonValue | undefined): value is string | number =>
  (typeof value === 'string' || typeof value === 'number') && !noSegments.includes(value);

/** Gives the id of what an answer to a creation says was created; undefined where it says none. */
export const createdId = (
  { response }: Exchange,
  resource: Resource,
  { does }: Operation,
): string | number | undefined => {
  const body = response === null ? null : parseBody(response);
  if (body === null || !body.ok) return undefined;
  const pointer = does?.id ?? (resource.one === null ? null : pointerTo(resource.one, resource.id));
  const id = pointer === null ? undefined : valueAt(body.value, pointer);
  return isId(id) ? id : undefined;
};

/** Gives the ids of what an answer lists. */
export const listedIds = ({ response }: Exchange, resource: Resource): readonly (string | number)[] => {
  const body = response === null ? null : parseBody(response);
  const items = body?.ok ? valueAt(body.value, resource.many ?? '') : undefined;
  return Array.isArray(items) ? items.map((item) => valueAt(item, pointerTo('', resource.id))).filter(isId) : [];
};
