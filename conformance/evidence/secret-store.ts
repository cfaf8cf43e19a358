import { once } from '../../src/once.ts';
import { viewOf, visitViews, withoutEscapes } from './decoded-views.ts';
import { type TextFinder, textFinder } from './text-finder.ts';

/** Shorter texts than this are too common to be struck out wherever they occur; the last four characters of a secret are. */
const secretCharactersMin = 5;

/** From this length on, a text that differs in the case of letters alone is no other by chance. */
const foldedCharactersMin = 8;

/** A longer secret is looked for in parts of this length: where it is shown, so are they. */
const partCharactersMax = 4_096;

/** More secrets than the responses of any hand-tested server hold; a flood of them must not fill memory. */
const secretsMax = 10_000;

/** All that is looked for together, in characters: a few megabytes of memory, made in less than a second. */
const charactersMax = 400_000;

/** How much longer than itself a secret is at the most when it is encoded as it is looked for: `\\u0041` for a letter. */
const encodedTimes = 8;

/** Knows what must not be shown, and finds it in texts, in the encodings of `decoded-views.ts`. */
export interface SecretStore {
  /** Takes note of a secret, if it is long enough to be told from anything else, and there aren't too many. */
  add(secret: string): void;
  has(text: string): boolean;
  /** Strikes out every secret in a text. Of one that was cut, the beginning of a secret at its end too. */
  strike(text: string, by: string, how: { readonly isCut: boolean }): string;
  /** How much of a text beyond its end may be needed to see that it ends within a secret. */
  readonly reach: number;
}

const space = ' '.charCodeAt(0);
const plus = '+'.charCodeAt(0);

/** The fullwidth forms of ASCII stand in its order, so far behind it (Unicode, FF01 to FF5E): what normalises a text makes one of the other. */
const fullwidth = { first: 0xff01, last: 0xff5e, behind: 0xfee0 };

/** A form writes a space as a plus (URL, 5.2): both count as the same, and so do fullwidth characters and their plain ones. */
const samePlus = (code: number): number => {
  if (code >= fullwidth.first && code <= fullwidth.last) return code - fullwidth.behind;
  return code === space ? plus : code;
};

const sameCase = (code: number): number => {
  const plain = samePlus(code);
  return plain >= 65 && plain <= 90 ? plain + 32 : plain;
};

const partsOf = (secret: string): readonly string[] => {
  const count = Math.ceil(secret.length / partCharactersMax);
  const size = Math.ceil(secret.length / count);
  return Array.from({ length: count }, (_, index) => secret.slice(index * size, (index + 1) * size));
};

const normalForms = ['NFC', 'NFD', 'NFKC', 'NFKD'];

/** The texts by which a secret is found: as it is, as bytes of UTF-8 (which is what base64 holds), without what looks like an escape in it, and in the normal forms of Unicode. */
const needlesOf = (secret: string): readonly string[] => {
  const plain = withoutEscapes(secret);
  const plainer = plain === null ? null : withoutEscapes(plain);
  const read = [secret, plain, plainer].filter((one) => one !== null);
  const all = read.flatMap((one) => [one, ...normalForms.map((form) => one.normalize(form))]);
  const bytes = all.map((one) => Buffer.from(one, 'utf8').toString('latin1'));
  return [...new Set([...all, ...bytes])].filter((one) => one.length >= secretCharactersMin);
};

/** Makes an empty store. */
export const secretStore = (): SecretStore => {
  const known = new Set<string>();
  const needles = new Set<string>();
  let characters = 0;
  let longest = 0;
  const made = (): (() => readonly TextFinder[]) =>
    once(() => [
      textFinder(
        [...needles].filter(({ length }) => length < foldedCharactersMin),
        samePlus,
      ),
      textFinder(
        [...needles].filter(({ length }) => length >= foldedCharactersMin),
        sameCase,
      ),
    ]);
  let finders = made();
  return {
    add(secret) {
      if (secret.length < secretCharactersMin || known.has(secret)) return;
      if (known.size >= secretsMax || characters + secret.length > charactersMax) return;
      known.add(secret);
      for (const needle of partsOf(secret).flatMap(needlesOf)) needles.add(needle);
      characters += secret.length;
      longest = Math.max(longest, Math.min(secret.length, partCharactersMax));
      finders = made();
    },
    has: (text) => known.has(text),
    get reach() {
      return longest * encodedTimes;
    },
    strike(text, by, { isCut }) {
      if (needles.size === 0 || text.length < secretCharactersMin) return text;
      const spans: [number, number][] = [];
      visitViews(viewOf(text), ({ codes, starts, ends }) => {
        for (const finder of finders()) {
          finder.search(codes, (first, last) => spans.push([starts[first] ?? 0, ends[last] ?? 0]));
          const unfinished = isCut ? finder.unfinished(codes) : 0;
          if (unfinished >= secretCharactersMin) spans.push([starts[codes.length - unfinished] ?? 0, text.length]);
        }
      });
      return struck(text, spans, by);
    },
  };
};

/** Puts a text in the place of parts of another; parts that overlap are one. */
const struck = (text: string, spans: readonly (readonly [number, number])[], by: string): string => {
  let result = '';
  let done = 0;
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    if (end <= done) continue;
    // What overlaps the part before it was struck with it.
    if (start >= done) result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
};
