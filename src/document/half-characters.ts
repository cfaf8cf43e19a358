import { isObject, type JsonValue } from './document.ts';
import { pointerTo } from './json-pointer.ts';

/** Keys whose texts are only shown, where half of a character can be seen and does no harm. */
const prose = ['description', 'summary', 'title'];

/**
 * Finds the first text with half of a character in it (a surrogate without its other half), such as `"\ud800"` in JSON; null where there
 * is none. No such text can be sent: UTF-8 has none (RFC 8259, 8.2), and a server would rightly refuse what came in its place.
 */
export const halfCharacterIn = (value: JsonValue, pointer = ''): string | null => {
  if (typeof value === 'string') return value.isWellFormed() ? null : pointer;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, child] of Object.entries(value)) {
    const place = pointerTo(pointer, key);
    if (!key.isWellFormed()) return place;
    const isShown = typeof child === 'string' && isObject(value) && (prose.includes(key) || key.startsWith('x-'));
    const found = isShown ? null : halfCharacterIn(child, place);
    if (found !== null) return found;
  }
  return null;
};
