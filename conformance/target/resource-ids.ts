import type { Operation, Resource } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { pointerTo, valueAt } from '../../src/document/json-pointer.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';

/** What no segment of a path may be: without one, or with a dot segment, a URL leads to what is above (RFC 3986, 5.2.4). */
const noSegments: readonly JsonValue[] = ['', '.', '..'];

/** Whether a number stands for others too: above 2^53 not every integer has one of its own (RFC 8259, 6). */
const isRounded = (value: JsonValue | undefined): boolean => Number.isInteger(value) && !Number.isSafeInteger(value);

/** Whether a value can be the id of what is asked for in a path. */
export const isId = (value: JsonValue | undefined): value is string | number =>
  (typeof value === 'string' || typeof value === 'number') && !noSegments.includes(value) && !isRounded(value);

/** What an answer to a creation has in the place of the id. */
const givenId = ({ response }: Exchange, resource: Resource, { does }: Operation): JsonValue | undefined => {
  const body = response === null ? null : parseBody(response);
  if (body === null || !body.ok) return undefined;
  const pointer = does?.id ?? (resource.one === null ? null : pointerTo(resource.one, resource.id));
  return pointer === null ? undefined : valueAt(body.value, pointer);
};

/** The id of what an answer to a creation says was created; undefined where it says none. */
export const createdId = (exchange: Exchange, resource: Resource, create: Operation): string | number | undefined => {
  const id = givenId(exchange, resource, create);
  return isId(id) ? id : undefined;
};

/** Returns how an accepted creation was answered that has no id for us. */
export const answeredWithoutId = (exchange: Exchange, resource: Resource, create: Operation): string => {
  const answered = `${create.id} answered ${exchange.response?.status}`;
  return isRounded(givenId(exchange, resource, create))
    ? `${answered} with a number for an id that is too large to be read exactly (more than 2^53)`
    : `${answered} without the id of the new ${resource.name}`;
};

/** The observation that no write is sent to the id in a creation's response. */
export const unwritableReason = ({ id }: Operation, why: string): string =>
  `${id} answered with an id that is not written to: ${why}`;

/** The ids of what an answer lists. */
export const listedIds = ({ response }: Exchange, resource: Resource): readonly (string | number)[] => {
  const body = response === null ? null : parseBody(response);
  const items = body?.ok ? valueAt(body.value, resource.many ?? '') : undefined;
  return Array.isArray(items) ? items.map((item) => valueAt(item, pointerTo('', resource.id))).filter(isId) : [];
};
