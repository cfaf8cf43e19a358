import { isObject, type JsonValue } from '../../src/document/document.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';
import { wordsOf } from './seems-to-page.ts';

/** Words in the names of members that lead to what comes next: `next_cursor`, `has_more`, `continuationToken`. */
const nextWords = new Set(['continuation', 'cursor', 'more', 'next']);

/** Words in the names of members and headers that count all items: `total`, `X-Total-Count`. */
const countWords = new Set(['count', 'total']);

const isSomething = (value: JsonValue): boolean => value !== null && value !== false && value !== '' && value !== 0;

const has = (words: ReadonlySet<string>, name: string): boolean => wordsOf(name).some((word) => words.has(word));

/** The members of an object, and of the objects in it: what is said of a page often stands in one of its own. */
const membersOf = (body: JsonValue | undefined): readonly (readonly [name: string, value: JsonValue])[] =>
  Object.entries(isObject(body) ? body : {}).flatMap(([name, value]) => [
    [name, value] as const,
    ...(isObject(value) ? Object.entries(value) : []),
  ]);

/**
 * Returns why a response to a list says that there are more items than were shown, documented or not; null where it says nothing.
 * Sources: RFC 8288 (Link), RFC 9110, 14.4 (Content-Range).
 */
export const saysMore = ({ response }: Exchange, shown: number): string | null => {
  if (response === null) return null;
  const { headers } = response;
  if (/;\s*rel\s*=\s*"?[^",;]*\bnext\b/i.test(headers.link ?? '')) return 'its Link header leads to another page';
  const ofRange = Number(/\/(\d+)\s*$/.exec(headers['content-range'] ?? '')?.[1] ?? 0);
  const counted = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-') && has(countWords, name))
    .map(([, value]) => Number(value));
  if ([ofRange, ...counted].some((count) => count > shown))
    return `its headers count more items than the ${shown} shown`;
  const body = parseBody(response);
  const members = membersOf(body.ok ? body.value : undefined);
  const next = members.find(([name, value]) => has(nextWords, name) && !isObject(value) && isSomething(value));
  if (next !== undefined) return `its ${next[0]} leads to another page`;
  const total = members.find(([name, value]) => has(countWords, name) && typeof value === 'number' && value > shown);
  return total === undefined ? null : `its ${total[0]} counts more items than the ${shown} shown`;
};
