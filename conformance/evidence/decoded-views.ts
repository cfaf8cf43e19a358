import { characterDecoders, codeOf, type Decoders, digitOf, printableDecoders } from './character-escapes.ts';

/** A text as somebody reads it who decodes it: its characters, and where each stands in the text as it is written. */
export interface View {
  readonly codes: Uint16Array;
  /** Where what a character was read from begins, and where it ends, in the text as it is written. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export const viewOf = (text: string): View => {
  const codes = new Uint16Array(text.length);
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  for (let at = 0; at < text.length; at++) {
    codes[at] = text.charCodeAt(at);
    starts[at] = at;
    ends[at] = at + 1;
  }
  return { codes, starts, ends };
};

/** Collects the characters of a view. No decoding makes more of them than there are. */
const collector = (size: number) => {
  const codes = new Uint16Array(size);
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  let length = 0;
  return {
    add(code: number, start: number, end: number): void {
      codes[length] = code;
      starts[length] = start;
      ends[length] = end;
      length++;
    },
    get view(): View {
      return { codes: codes.subarray(0, length), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
    },
  };
};

/** Decodes what is written as several characters for one, once; null where nothing is, as in most texts. */
const decoded = ({ codes, starts, ends }: View, decoders: Decoders): View | null => {
  const first = codes.findIndex((code, at) => decoders.get(code)?.(codes, at) != null);
  if (first < 0) return null;
  const result = collector(codes.length);
  for (let at = 0; at < codes.length; ) {
    const code = codes[at] ?? 0;
    const [read, length] = (at < first ? null : decoders.get(code)?.(codes, at)) ?? [code, 1];
    result.add(read, starts[at] ?? 0, ends[at + length - 1] ?? 0);
    at += length;
  }
  return result.view;
};

/** The value of a character of base64 or base64url (RFC 4648, 4 and 5), or -1. */
const sextets = new Int8Array(128).fill(-1);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  sextets[codeOf(character)] = value;
}
sextets[codeOf('-')] = 62;
sextets[codeOf('_')] = 63;

const hexDigits = new Int8Array(128).map((_, code) => digitOf(code));

/** How bytes are written in digits of some bits each. */
interface Digits {
  readonly values: Int8Array;
  readonly bits: number;
  /** Fewer can't hold a secret that is looked for. */
  readonly min: number;
  /** What may stand between two of them. */
  readonly between: ReadonlySet<number>;
}

const setOf = (characters: string): ReadonlySet<number> => new Set([...characters].map(codeOf));

const base64: Digits = { values: sextets, bits: 6, min: 7, between: setOf('\r\n') };
const hex: Digits = { values: hexDigits, bits: 4, min: 10, between: setOf('\r\n :-') };

const equals = codeOf('=');

/** Reads bytes from digits that begin at one of the first few: what stands before them may be no whole bytes. */
const bytesOf = (
  { starts, ends, codes }: View,
  { values, bits }: Digits,
  positions: readonly number[],
  shift: number,
  add: (code: number, start: number, end: number) => void,
): void => {
  let [value, held] = [0, 0];
  let start = positions[shift] ?? 0;
  const last = positions.at(-1) ?? 0;
  for (const [index, position] of positions.entries()) {
    if (index < shift) continue;
    value = ((value << bits) | (values[codes[position] ?? 0] ?? 0)) & 0xffff;
    held += bits;
    if (held < 8) continue;
    held -= 8;
    let end = position;
    // The padding belongs to the last byte.
    if (position === last) while (codes[end + 1] === equals && end < last + 2) end++;
    add((value >> held) & 0xff, starts[start] ?? 0, ends[end] ?? 0);
    // A digit that holds bits of two bytes belongs to both.
    start = held > 0 ? position : (positions[index + 1] ?? position);
  }
};

/** Finds the longer rows of digits, by their places in the text; what may stand between them doesn't count. */
const rowsOf = ({ codes }: View, { values, min, between }: Digits): readonly (readonly number[])[] => {
  const rows: number[][] = [];
  let row: number[] = [];
  const endRow = (): void => {
    if (row.length >= min) rows.push(row);
    if (row.length > 0) row = [];
  };
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code < 128 && (values[code] ?? -1) >= 0) row.push(at);
    else if (!between.has(code)) endRow();
  }
  endRow();
  return rows;
};

/** Reads rows of digits as bytes that begin at one of the first few digits. */
const blobView = (view: View, digits: Digits, rows: readonly (readonly number[])[], shift: number): View => {
  const result = collector(rows.reduce((sum, { length }) => sum + length, 0));
  for (const row of rows) {
    bytesOf(view, digits, row, shift, result.add);
    // Nothing that is looked for goes on from one row into the next.
    result.add(0xffff, 0, 0);
  }
  return result.view;
};

/** Escapes inside escapes that are read: JSON in JSON in a URL, say. */
const escapesMax = 3;

/** Bytes written as text inside other bytes written as text that are read: base64 of base64, say. */
const blobsMax = 2;

/** Escapes that are read inside of what was base64 or hexadecimal. */
const escapesInBlobMax = 2;

/**
 * Visits the ways to read a text that echoes of servers have to be read in: as it is, without the escapes of URLs, JSON, HTML, shells and
 * mail, as bytes in base64 and in hexadecimal wherever they begin, and these inside each other, up to a few levels.
 */
export const visitViews = (view: View, visit: (view: View) => void, escapes = escapesMax, blobs = blobsMax): void => {
  if (view.codes.length === 0) return;
  visit(view);
  if (escapes > 0) {
    for (const decoders of [characterDecoders, printableDecoders]) {
      const plain = decoded(view, decoders);
      if (plain !== null) visitViews(plain, visit, decoders === characterDecoders ? escapes - 1 : 0, blobs);
    }
  }
  if (blobs === 0) return;
  for (const digits of [base64, hex]) {
    const rows = rowsOf(view, digits);
    if (rows.length === 0) continue;
    // Bytes begin anew after so many digits as make whole bytes.
    for (let shift = 0; shift < (digits === hex ? 2 : 4); shift++) {
      visitViews(blobView(view, digits, rows, shift), visit, escapesInBlobMax, blobs - 1);
    }
  }
};

/** Reads a text without escapes, once: what it is for whoever decodes more than was encoded. */
export const withoutEscapes = (text: string): string | null => {
  const plain = decoded(viewOf(text), characterDecoders);
  return plain === null ? null : String.fromCharCode(...plain.codes);
};
