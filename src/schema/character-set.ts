import type { OneCharacter } from './pattern-syntax.ts';

/** Which characters there are in a set: a bit for each of ASCII, and one for all others together. */
export type CharacterSet = bigint;

const asciiCharacters = 128;

/** Stands for all characters beyond ASCII: two sets that have some of them may have the same. */
const beyondAscii: CharacterSet = 1n << BigInt(asciiCharacters);

export const noCharacter: CharacterSet = 0n;
export const everyCharacter: CharacterSet = (beyondAscii << 1n) - 1n;

/** The printable ones of ASCII. */
export const printableCharacters: CharacterSet = (1n << 0x7fn) - (1n << 0x20n);

/** At most `knownMax` entries. */
const known = new Map<string, CharacterSet>();

/** How many sets are remembered: more than the patterns of a contract have. */
const knownMax = 10_000;

const hasBeyondAscii = (node: OneCharacter): boolean => {
  if (node.type === 'Character') return node.value >= asciiCharacters;
  if (node.type === 'CharacterClass') {
    return (
      node.negate ||
      node.elements.some((one) =>
        one.type === 'CharacterClassRange' ? one.max.value >= asciiCharacters : hasBeyondAscii(one as OneCharacter),
      )
    );
  }
  const isAsciiAlone = node.type === 'CharacterSet' && (node.kind === 'digit' || node.kind === 'word') && !node.negate;
  return !isAsciiAlone;
};

/** The characters that a node takes. JavaScript itself is asked of each, so that no class is read otherwise than it reads it. */
export const characterSetOf = (node: OneCharacter): CharacterSet => {
  const found = known.get(node.raw);
  if (found !== undefined) return found;
  const one = new RegExp(`^(?:${node.raw})$`, 'su');
  let set = hasBeyondAscii(node) ? beyondAscii : noCharacter;
  for (let code = 0; code < asciiCharacters; code++) {
    if (one.test(String.fromCharCode(code))) set |= 1n << BigInt(code);
  }
  if (known.size >= knownMax) known.clear();
  known.set(node.raw, set);
  return set;
};
