import type { JsonObject, JsonValue } from '../../document/document.ts';
import { patternText } from './pattern-text.ts';

/** Letters and digits that are told apart at a glance, which is what ids and secrets are made of. */
const alphabet = '0123456789abcdefghijkmnpqrstuvwxyz';

/** Secrets have at least this many characters, so that the last four give little away. */
const secretCharactersMin = 24;

/** An id has this many characters where no example shows how long one is. */
const idCharacters = 12;

/** How often each way to make a value is tried: some miss a schema by chance, or make what is there already. */
const triesMax = 8;

/** A text is never made longer than this, whatever its schema permits. */
const charactersMax = 1_000;

/** What an id or a secret is made from. */
export interface Making {
  readonly random: () => number;
  /** A documented one. */
  readonly example: JsonValue | undefined;
  /** Whether a value would do: it is of its schema, and nothing has it yet. */
  readonly isFit: (value: JsonValue) => boolean;
}

const letters = (random: () => number, count: number, of = alphabet): string =>
  Array.from({ length: count }, () => of[Math.floor(random() * of.length)]).join('');

/** A UUID of version 4 (RFC 9562, 5.4). */
const uuid = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (place) => {
    const nibble = Math.floor(random() * 16);
    return (place === 'x' ? nibble : (nibble & 0x3) | 0x8).toString(16);
  });

/** The beginning of an example up to its last separator: what ids and secrets of a kind have in common. */
const prefixOf = (example: string): string => /^.*[-_:.]/.exec(example)?.[0] ?? '';

const digits = '0123456789';

/** What characters may be made of, the narrowest first. */
const alphabets = [
  digits,
  '0123456789abcdef',
  '0123456789ABCDEF',
  alphabet,
  '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
  '0123456789abcdefghijklmnopqrstuvwxyz',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
];

const everyLetter = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Returns other characters of the same kinds as those of an example. */
const likeness = (random: () => number, text: string): string => {
  const own = text.replaceAll(/[^0-9a-zA-Z]/g, '');
  const of = alphabets.find((one) => [...own].every((character) => one.includes(character))) ?? everyLetter;
  return text.replaceAll(/[0-9a-zA-Z]/g, () => letters(random, 1, of));
};

/** The ways to make a text of a schema, the best looking first. */
const waysTo = (
  { pattern, minLength, maxLength }: JsonObject,
  { random, example }: Making,
  charactersMin: number,
): readonly (() => string | null)[] => {
  const shown = typeof example === 'string' ? example : '';
  const prefix = prefixOf(shown);
  const tail = shown.slice(prefix.length);
  const lengths = [maxLength, minLength].filter((length) => typeof length === 'number' && length <= charactersMax);
  const ofPattern = typeof pattern === 'string' ? pattern : null;
  return [
    () => prefix + letters(random, Math.max(tail.length, charactersMin)),
    () => (tail === '' ? null : prefix + likeness(random, tail)),
    // Where the letters are words, only the digits are anyone's.
    () => (/\d/.test(tail) ? prefix + tail.replaceAll(/\d/g, () => letters(random, 1, digits)) : null),
    ...[charactersMin, ...lengths].map(
      (length) => () => (ofPattern === null ? null : patternText(ofPattern, random, Number(length))),
    ),
    ...lengths.flatMap((length) => [
      () => (Number(length) > prefix.length ? prefix + letters(random, Number(length) - prefix.length) : null),
      () => letters(random, Number(length)),
    ]),
  ];
};

/** Makes a text that a schema permits; where that can't be done in a few tries, one that looks like the example. */
const newText = (schema: JsonObject, making: Making, charactersMin: number): string => {
  if (schema.format === 'uuid') return uuid(making.random);
  const ways = waysTo(schema, making, charactersMin);
  let first: string | null = null;
  for (const way of ways) {
    for (let tries = 0; tries < triesMax; tries++) {
      const text = way();
      first ??= text;
      if (text === null) break;
      if (making.isFit(text)) return text;
    }
  }
  return first ?? '';
};

const isWhole = ({ type }: JsonObject): boolean =>
  [type].flat().some((one) => one === 'integer' || one === 'number') && ![type].flat().includes('string');

/** A new id that its schema permits; numbers go up from the last. Where the schema says no more, it looks like the example. */
export const newId = (schema: JsonObject, { last, ...making }: Making & { readonly last: number }): string | number => {
  if (!isWhole(schema)) return newText(schema, making, idCharacters);
  return Math.max(last + 1, typeof schema.minimum === 'number' ? schema.minimum : 0);
};

/** A new secret that its schema permits, and that looks like the example. */
export const newSecret = (schema: JsonObject, making: Making): string => newText(schema, making, secretCharactersMin);
