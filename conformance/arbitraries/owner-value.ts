import type { JsonValue } from '../../src/document/document.ts';

/** What a text may stand for in JSON, besides itself: a number that is written so, or a truth value. */
const readings = (text: string): readonly JsonValue[] => {
  if (text === 'true' || text === 'false') return [text === 'true'];
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const isExact = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isExact ? [number] : [];
};

/**
 * What a text that the owner of a target gave is in JSON: the first of the text itself, what it reads as, and a list of one of
 * these that the schema permits; the text itself where it permits none.
 */
export const ownerValue = (text: string, isPermitted: (value: JsonValue) => boolean): JsonValue => {
  const plain = [text, ...readings(text)];
  return [...plain, ...plain.map((value) => [value])].find(isPermitted) ?? text;
};
