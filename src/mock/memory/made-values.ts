import type { JsonObject, JsonValue } from '../../contract/document.ts';

/** Letters and digits that are told apart at a glance, which is what ids and secrets are made of. */
const alphabet = '0123456789abcdefghijkmnpqrstuvwxyz';

/** Secrets have at least this many characters, so that the last four give little away. */
const secretCharactersMin = 24;

/** An id has this many characters where no example shows how long one is. */
const idCharacters = 12;

const letters = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');

/** Gives a UUID of version 4 (RFC 9562, 5.4). */
const uuid = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (place) => {
    const nibble = Math.floor(random() * 16);
    return (place === 'x' ? nibble : (nibble & 0x3) | 0x8).toString(16);
  });

/** Gives the beginning of an example up to its last separator: what ids and secrets of a kind have in common. */
const prefixOf = (example: JsonValue | undefined): string =>
  typeof example === 'string' ? (/^.*[-_:.]/.exec(example)?.[0] ?? '') : '';

const isWhole = (schema: JsonObject): boolean => schema.type === 'integer' || schema.type === 'number';

/** Gives a new id in the format that a schema declares; numbers go up from the last. Where no format is declared, it looks like the example. */
export const newId = (
  schema: JsonObject,
  {
    random,
    last,
    example,
  }: { readonly random: () => number; readonly last: number; readonly example: JsonValue | undefined },
): string | number => {
  if (isWhole(schema)) return last + 1;
  if (schema.format === 'uuid') return uuid(random);
  const prefix = prefixOf(example);
  const length = typeof example === 'string' ? Math.max(example.length - prefix.length, idCharacters) : idCharacters;
  return prefix + letters(random, length);
};

/** Gives a new secret that looks like the example. */
export const newSecret = (random: () => number, example: JsonValue | undefined): string => {
  const prefix = prefixOf(example);
  const length = typeof example === 'string' ? example.length - prefix.length : 0;
  return prefix + letters(random, Math.max(length, secretCharactersMin));
};
