import type { JsonObject } from '../../src/document/document.ts';
import { ownEntry } from '../../src/document/own-entry.ts';
import { isUrlSchema } from '../../src/schema/url-schema.ts';
import { type Extreme, fixed, kept } from './extreme.ts';
import { extremeUrls } from './extreme-url.ts';

/** Texts that get lost, or do harm, where somebody didn't think of them; the most telling first. */
const oddTexts: readonly Extreme[] = [
  kept('an emoji', '\u{1f642}'),
  fixed('the character U+0000', 'a\u0000b'),
  kept('quotes', `"it's"`),
  fixed('a name of JavaScript', '__proto__'),
  fixed('control characters', 'a\u0001\u001b\u007f\u0085b'),
  fixed('line breaks and tabs', '\r\n\t\u2028'),
  fixed('a family of one character', '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}'),
  fixed('combining marks', 'e\u0301\u0323o\u0308\u0332'),
  fixed('right to left', '\u05e9\u05dc\u05d5\u05dd \u202etxet\u202c'),
  fixed('a number', '1e3'),
  fixed('the word null', 'null'),
  fixed('a tag', '<b onload="x()">&amp;</b>'),
  fixed('SQL', `'); DROP TABLE x; --`),
  fixed('a template', `\${x} {{x}} %s %n`),
  fixed('backslashes and escapes', '\\ \\u0000 %00 \\n'),
  fixed('JSON', '{"a":[]}'),
  fixed('spaces around', ' text '),
  fixed('nothing but a space', ' '),
  fixed('characters that take no place', '\ufeff\u200b\u00ad'),
  fixed('a letter that grows in upper case', '\u00df\u0130\ufb03'),
  fixed('a constructor', 'constructor'),
  fixed('characters that are none', '\ufffe\uffff'),
];

/** Texts of formats that are right, and seldom seen. */
const byFormat: Readonly<Record<string, readonly string[]>> = {
  uuid: [
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0D1F069D-43BB-489A-AD8C-7EB95592BA8E',
  ],
  'date-time': [
    '2024-02-29T23:59:59Z',
    '2016-12-31T23:59:60Z',
    '2024-01-01T00:00:00+14:00',
    '2024-01-01T00:00:00.123456789-12:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '1969-12-31t23:59:59z',
    '2038-01-19T03:14:08Z',
  ],
  date: ['2024-02-29', '0001-01-01', '9999-12-31', '1969-12-31'],
  time: ['23:59:60Z', '00:00:00+14:00', '12:00:00.123456789Z'],
  email: ['a@example.com', "o'x+y@example.com", `${'a'.repeat(64)}@example.com`, 'A.B@EXAMPLE.COM'],
  hostname: ['example.com', `${'a'.repeat(63)}.example.com`, 'xn--hks-sna0n.example.com', 'A.EXAMPLE.COM'],
  ipv4: ['192.0.2.0', '192.0.2.255'],
  ipv6: ['2001:db8::', '2001:DB8::1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
  duration: ['PT0S', 'P1Y2M3DT4H5M6S', 'P9999Y'],
};

/** Those of them that whatever stores times stores exactly; of the others it depends on how far back, and how finely, times are stored. */
const keptTimes = new Set(['2024-02-29T23:59:59Z', '2024-01-01T00:00:00+14:00', '2038-01-19T03:14:08Z', '2024-02-29']);

const lengths = ({ minLength, maxLength }: JsonObject): readonly Extreme[] => {
  const longest = Number(maxLength ?? Number.POSITIVE_INFINITY);
  const shortest = Number(minLength ?? 0);
  return [
    {
      what: 'a long text',
      make: (size) => 'x'.repeat(Math.max(shortest, Math.min(longest, size))),
      ...(maxLength === undefined ? {} : { isKept: true }),
    },
    { what: 'as little as there may be', make: () => 'x'.repeat(shortest) },
  ];
};

/** Extreme texts for a schema, most of which it may permit; whether it does is for a validator to say. */
export const extremeStrings = (schema: JsonObject): readonly Extreme[] => {
  if (isUrlSchema(schema)) return extremeUrls;
  const texts = ownEntry(byFormat, schema.format);
  if (texts !== undefined) return texts.map((text) => (keptTimes.has(text) ? kept(text, text) : fixed(text, text)));
  return [...oddTexts.slice(0, 1), ...lengths(schema), ...oddTexts.slice(1)];
};
