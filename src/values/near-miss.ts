import { ownEntry } from '../document/own-entry.ts';

/** URLs one step away from ordinary ones, because that is where validators are wrong. All are under reserved or unroutable names (RFC 2606, RFC 6761, RFC 5737). */
const nearMissUrls = [
  'http://hooks.example.com/path',
  'hooks.example.com/path',
  '//hooks.example.com/path',
  'https:/hooks.example.com',
  'https:hooks.example.com',
  'https//hooks.example.com',
  'ftp://hooks.example.com/path',
  'HTTPS://hooks.example.com/path',
  ' https://hooks.example.com/path',
  'https://hooks.example.com/path ',
  'https://hooks.example.com/path\n',
  'https://hooks.example.com/pa th',
  'https://',
  'https://localhost',
  'https://192.0.2.1',
  'https://hooks.example.COM',
  'https://hooks.example',
  'https://hooks.invalid',
  'https://hooks.example.com/p\u00e4th',
  'https://h\u00f6\u00f6ks.example.com/path',
  'https://user name@hooks.example.com/path',
  'https://hooks.example.com/<path>',
  'https://hooks.example.com:port/path',
  'https://[::1/path',
  'javascript:alert(1)',
  'not a url',
  '',
];

/** Strings of other formats that are almost right. */
const nearMissesByFormat: Readonly<Record<string, readonly string[]>> = {
  uuid: [
    '0d1f069d-43bb-489a-ad8c-7eb95592ba8',
    '0d1f069d-43bb-489a-ad8c-7eb95592ba8g',
    'not-a-uuid',
    '0d1f069d43bb489aad8c7eb95592ba8e',
  ],
  'date-time': ['2022-05-28', '2022-05-28 07:01:53', '2022-05-28T07:01:53', '2022-13-28T07:01:53Z', '28 May 2022', ''],
  date: ['2022-02-30', '2022-5-8', '28.05.2022', ''],
  time: ['07:01', '25:00:00Z', ''],
  email: ['example.com', 'someone@', '@example.com', 'some one@example.com', ''],
  hostname: ['-example.com', 'exa mple.com', 'example..com', ''],
  ipv4: ['192.0.2', '192.0.2.256', '192.0.2.1.1', ''],
  ipv6: ['2001:db8', '2001:db8::g', ''],
  regex: ['(', '[a', '*'],
  duration: ['P', 'PT1', '1 day', ''],
  'json-pointer': ['a/b', '/~', '/~2'],
  'relative-json-pointer': ['/a', '-1/a', ''],
  'uri-template': ['https://example.com/{name', 'https://example.com/}'],
  'uri-reference': ['\\\\host', 'https://hooks.example.com/<path>'],
  byte: ['=', 'YQ=', 'not base64!'],
};

/** Longer strings are edited in their first part only; the edits further on are of the same kinds. */
const editedCharactersMax = 40;

/** Every string that is one edit away: a character less, one more, one in the other case, and spaces around. */
const oneEditAway = (text: string): string[] => {
  const positions = [...Array(Math.min(text.length, editedCharactersMax)).keys()];
  const swapped = (character: string): string =>
    character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
  return [
    ` ${text}`,
    `${text} `,
    `${text}\n`,
    `${text}x`,
    ...positions.flatMap((at) => {
      const character = text.charAt(at);
      const replaced = (by: string): string => text.slice(0, at) + by + text.slice(at + 1);
      return [replaced(''), replaced(character + character), replaced(swapped(character)), replaced(' ')];
    }),
  ];
};

/** Strings near a valid one, the most telling first. Which of them break a clause is for the clause to say. */
export const nearMisses = (
  text: string,
  { url, format }: { readonly url: boolean; readonly format: string | null },
): readonly string[] => {
  const telling = url ? nearMissUrls : (ownEntry(nearMissesByFormat, format ?? '') ?? []);
  // Edits of a URL could lead to a host that belongs to somebody; the list above holds every kind of edit under reserved names.
  const edits = url ? [] : oneEditAway(text);
  return [...new Set([...telling, ...edits])].filter((near) => near !== text);
};
