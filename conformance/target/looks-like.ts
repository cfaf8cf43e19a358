import type { Resource } from '../../src/contract/api-description.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import { valueAt } from '../../src/document/json-pointer.ts';
import { sameJson } from '../../src/document/same-json.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';

/** A text of so many characters that two resources share is no chance: a made-up one, or a time. */
const tellingCharactersMin = 8;

const shownBy = ({ response }: Exchange, { one }: Resource): Readonly<Record<string, JsonValue>> => {
  const body = response === null ? null : parseBody(response);
  const shown = body?.ok ? valueAt(body.value, one ?? '') : undefined;
  return isObject(shown) ? shown : {};
};

/**
 * Whether a read shows what a creation made, and not another one that was given its id: some text of it that nobody would make twice is
 * the same. A change since then leaves others as they were. What has no such text has to look the same in all that both show.
 */
export const looksLike = (resource: Resource, creation: Exchange, read: Exchange): boolean => {
  const [made, seen] = [shownBy(creation, resource), shownBy(read, resource)];
  const both = Object.entries(made).filter(([name]) => name !== resource.id && Object.hasOwn(seen, name));
  const telling = both.filter(([, value]) => typeof value === 'string' && value.length >= tellingCharactersMin);
  return telling.length === 0
    ? both.every(([name, value]) => sameJson(seen[name] ?? null, value))
    : telling.some(([name, value]) => seen[name] === value);
};
