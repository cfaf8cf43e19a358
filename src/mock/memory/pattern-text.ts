/** What texts are made of. */
const printable = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCodePoint(0x21 + index));

/** One character of a pattern, as itself, escaped or of a class, with how often it stands there. */
const piece = /(\[(?:\\.|[^\]\\])+\]|\\.|[^\\[\](){}|*+?^$])(?:\{(\d+)(?:,(\d*))?\}|([+*?]))?/uy;

/** More characters than any id or secret has. */
const charactersMax = 1_000;

/** The characters that one of a pattern stands for; none where that is no character by itself, say the beginning of `\p{L}`. */
const charactersOf = (source: string): readonly string[] => {
  try {
    const one = new RegExp(`^${source}$`, 'u');
    const all = printable.filter((character) => one.test(character));
    const plain = all.filter((character) => /\w/.test(character));
    return plain.length > 0 ? plain : all;
  } catch {
    return [];
  }
};

/** How often a piece may stand in a row, from what its quantifier says. */
const timesOf = (least: string | undefined, most: string | undefined, sign: string | undefined) => {
  const min = least === undefined ? (sign === undefined || sign === '+' ? 1 : 0) : Number(least);
  const isOpen = sign === '+' || sign === '*' || most === '';
  return { min, max: isOpen ? charactersMax : sign === '?' ? 1 : Number(most ?? min) };
};

/**
 * Makes a text of a pattern that is no more than characters and classes in a row, such as `^whsec_[0-9a-f]{32}$`; null for any other.
 * What may repeat, repeats `count` times, as far as it may.
 */
export const patternText = (pattern: string, random: () => number, count: number): string | null => {
  const source = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  let text = '';
  piece.lastIndex = 0;
  while (piece.lastIndex < source.length) {
    const found = piece.exec(source);
    if (found === null) return null;
    const [, one = '', least, most, sign] = found;
    const { min, max } = timesOf(least, most, sign);
    const times = Math.min(Math.max(count, min), max);
    const characters = charactersOf(one);
    if (characters.length === 0 || text.length + times > charactersMax) return null;
    for (let made = 0; made < times; made++) text += characters[Math.floor(random() * characters.length)];
  }
  return text;
};
