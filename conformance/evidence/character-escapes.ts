import { ownEntry } from '../../src/document/own-entry.ts';

export const codeOf = (character: string): number => character.charCodeAt(0);

/** The value of a hexadecimal digit, or -1. */
export const digitOf = (code: number | undefined): number => {
  if (code === undefined) return -1;
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
};

/** Reads so many hexadecimal digits; -1 where they aren't there. */
const hexAt = (codes: Uint16Array, at: number, digits: number): number => {
  let value = 0;
  for (let index = at; index < at + digits; index++) {
    const digit = digitOf(codes[index]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
};

/** A character, and how many it was written as. */
type Decoded = readonly [code: number, length: number];

const [percent, backslash, ampersand, equals, quote = 0, semicolon, dollar] = ['%', '\\', '&', '=', "'", ';', '$'].map(
  codeOf,
);

const percentAt = (codes: Uint16Array, at: number): Decoded | null => {
  const byte = hexAt(codes, at + 1, 2);
  return byte < 0 ? null : [byte, 3];
};

const named: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '0': '\0' }).map(([name, character]) => [
    name,
    codeOf(character),
  ]),
);

const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** Escapes of JSON (RFC 8259, 7), and of languages and shells that are like it: what is no letter stands for itself. */
const backslashAt = (codes: Uint16Array, at: number): Decoded | null => {
  const next = codes[at + 1];
  if (next === undefined) return null;
  const octal = octalAt(codes, at);
  if (octal !== null) return octal;
  const character = String.fromCharCode(next);
  const digits = character === 'u' ? 4 : 2;
  if (character === 'u' || character === 'x') {
    const code = hexAt(codes, at + 2, digits);
    return code < 0 ? null : [code, digits + 2];
  }
  const known = named[character];
  if (known !== undefined) return [known, 2];
  return isWordCode(next) || next > 126 ? null : [next, 2];
};

/** The entities of HTML that stand for a character of ASCII, as escapers write them. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  sol: '/',
  bsol: '\\',
  plus: '+',
  equals: '=',
  colon: ':',
  semi: ';',
  period: '.',
  comma: ',',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  num: '#',
  dollar: '$',
  percnt: '%',
  excl: '!',
  quest: '?',
  commat: '@',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  lbrack: '[',
  rsqb: ']',
  rbrack: ']',
  lcub: '{',
  lbrace: '{',
  rcub: '}',
  rbrace: '}',
  ast: '*',
  grave: '`',
  hat: '^',
  verbar: '|',
  vert: '|',
  tab: '\t',
  newline: '\n',
};

/** Longer than any entity that is read, with the zeros that a number may begin with. */
const entityCharactersMax = 12;

const entityAt = (codes: Uint16Array, at: number): Decoded | null => {
  let text = '';
  let end = at + 1;
  while (text.length < entityCharactersMax && end < codes.length) {
    const code = codes[end] ?? 0;
    if (!isWordCode(code) && code !== 35) break;
    text += String.fromCharCode(code);
    end++;
  }
  const isClosed = codes[end] === semicolon;
  const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(text) ?? [];
  const number = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  const code = Number.isNaN(number) ? ownEntry(entities, text.toLowerCase())?.charCodeAt(0) : number;
  // A character beyond the first plane is two units; no credential that HTTP can carry holds one.
  if (code === undefined || code > 0xffff || !(isClosed || !Number.isNaN(number))) return null;
  return [code, end - at + (isClosed ? 1 : 0)];
};

/** Reads a byte in octal, as a shell has it between `$'` and `'`, and the end of such quotes with it. */
const octalAt = (codes: Uint16Array, at: number): Decoded | null => {
  const digits = String.fromCharCode(...codes.subarray(at + 1, at + 4));
  if (codes[at] !== backslash || !/^[0-3][0-7]{2}$/.test(digits)) return null;
  const isEnd = codes[at + 4] === quote;
  return [Number.parseInt(digits, 8), isEnd ? (codes[at + 5] === quote ? 6 : 5) : 4];
};

/** What a shell takes between quotes (`shell-word.ts`): a quote, `'\''`, and the first byte of what is written in octal, `'$'\033''`. */
const shellQuoteAt = (codes: Uint16Array, at: number): Decoded | null => {
  if (codes[at + 1] === backslash && codes[at + 2] === quote && codes[at + 3] === quote) return [quote, 4];
  const octal = codes[at + 1] === dollar && codes[at + 2] === quote ? octalAt(codes, at + 3) : null;
  return octal === null ? null : [octal[0], octal[1] + 3];
};

/** A byte of quoted-printable (RFC 2045, 6.7), or the end of a line that is none. */
const quotedPrintableAt = (codes: Uint16Array, at: number): Decoded | null => {
  const byte = hexAt(codes, at + 1, 2);
  return byte < 0 ? null : [byte, 3];
};

/** What reads an escape, by the character that it begins with. */
export type Decoders = ReadonlyMap<number | undefined, (codes: Uint16Array, at: number) => Decoded | null>;

/** The escapes of URLs, JSON, HTML and shells. */
export const characterDecoders: Decoders = new Map([
  [percent, percentAt],
  [backslash, backslashAt],
  [ampersand, entityAt],
  [quote, shellQuoteAt],
]);

/** The escapes of mail. */
export const printableDecoders: Decoders = new Map([[equals, quotedPrintableAt]]);
