import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Redactor, redactor } from '../../conformance/evidence/redact.ts';
import { settingsOf } from '../../conformance/settings/options.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';

/** What a server may make of a credential before it echoes it: no such text may be reported. */
const contract = await loadContract(join(import.meta.dirname, 'fixtures/secrets.yaml'));
const target = 'http://127.0.0.1:9';

type Encode = (text: string) => string;

const each = (text: string, write: (code: number, character: string) => string): string =>
  [...text].map((character) => write(character.charCodeAt(0), character)).join('');
const hexOf = (code: number, digits = 2): string => code.toString(16).padStart(digits, '0');
const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const base64 =
  (before: number): Encode =>
  (text) =>
    Buffer.from('~'.repeat(before) + text).toString('base64');

const encodings: Readonly<Record<string, Encode>> = {
  'as it is': (text) => text,
  'lower case': (text) => text.toLowerCase(),
  'upper case': (text) => text.toUpperCase(),
  'in a URL': encodeURIComponent,
  'in a URL, lower case': (text) => encodeURIComponent(text).replaceAll(/%../g, (byte) => byte.toLowerCase()),
  'every character in a URL': (text) => each(text, (code) => `%${hexOf(code)}`),
  'in a form': (text) => new URLSearchParams({ '': text }).toString().slice(1),
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'in JSON, with its slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'in JSON, by numbers': (text) => each(text, (code) => `\\u${hexOf(code, 4)}`),
  'in JSON, by numbers in upper case': (text) => each(text, (code) => `\\u${hexOf(code, 4).toUpperCase()}`),
  'in HTML': (text) => text.replaceAll(/[&<>"']/g, (character) => special[character] ?? character),
  'in HTML, by numbers': (text) => each(text, (code) => `&#${code};`),
  'in HTML, by hexadecimal numbers': (text) => each(text, (code) => `&#x${hexOf(code)};`),
  'in a shell': (text) => text.replaceAll("'", "'\\''"),
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'in hexadecimal, upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'in quoted-printable': (text) =>
    each(text, (code, character) => (/[\w./]/.test(character) ? character : `=${hexOf(code).toUpperCase()}`)),
  'in base64': base64(0),
  'in base64, after a character': base64(1),
  'in base64, after two': base64(2),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
  'in base64 without padding': (text) => base64(0)(text).replaceAll('=', ''),
};

/** Encodings inside each other that are found too, the inner one first. */
const pairs: readonly (readonly [string, string])[] = [
  ['in a URL', 'in a URL'],
  ['in JSON', 'in JSON'],
  ['in JSON', 'in a URL'],
  ['in JSON', 'in HTML'],
  ['in HTML', 'in JSON, with its slashes'],
  ['in a URL', 'in JSON, by numbers'],
  ['in base64', 'in a URL'],
  ['in base64', 'in JSON, with its slashes'],
  ['in JSON', 'in base64, after a character'],
  ['in a URL', 'in base64, after two'],
  ['in base64', 'in base64, after a character'],
  ['in base64', 'in hexadecimal'],
  ['in hexadecimal', 'in base64'],
];

const ways: readonly (readonly [string, Encode])[] = [
  ...Object.entries(encodings),
  ...pairs.map(([inner, outer]): [string, Encode] => [
    `${inner}, ${outer}`,
    (text) => (encodings[outer] ?? String)((encodings[inner] ?? String)(text)),
  ]),
];

/** A credential as HTTP carries it, long enough to be told from its letters in another case. */
const credential = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 8,
  maxLength: 40,
});

/** All that is reported of an echo, as one text. */
const reportOf = (redaction: Redactor, echo: string): string => {
  const headers = { 'content-type': 'application/json', 'x-echo': echo };
  const request = { method: 'GET', url: `${target}/?q=:${echo}`, headers, body: echo };
  const exchanges = [JSON.stringify({ echo }), echo, `${' '.repeat(9_990)}${echo}`].map((body) =>
    redaction.exchange({
      request,
      response: { status: 200, headers, body, truncated: false },
      failure: null,
      durationMs: 1,
    }),
  );
  return JSON.stringify([redaction.text(`In the answer, there is ${echo}.`), exchanges]);
};

describe('A credential that a server echoes', () => {
  test.each(ways)('%s, is nowhere', (name, encode) => {
    // Behind an equals sign nobody can tell what is quoted-printable.
    const prefixes = ['', 'a ', name.endsWith('quoted-printable') ? 'x:' : 'x='];
    fc.assert(
      fc.property(credential, fc.constantFrom(...prefixes), fc.constantFrom('', ' z', '"'), (token, before, after) => {
        const redaction = redactor(contract, settingsOf(contract, { target, token }));
        const echo = encode(token);
        const told = reportOf(redaction, before + echo + after);
        // Where an encoding depends on what is around, its first and last characters may be another's.
        const core = echo.slice(3, -4);
        for (const trace of [echo, core, JSON.stringify(core).slice(1, -1)]) {
          if (trace.length > 3) expect(told).not.toContain(trace);
        }
      }),
      { numRuns: 40, seed: 14 },
    );
  });

  test('as a server learned it, or as an answer showed it, is nowhere either', () => {
    for (const [name, encode] of ways) {
      const redaction = redactor(contract, settingsOf(contract, { target }));
      const secret = 'kT9/x+"q&Zl0w7-Gd_4';
      redaction.learnResponse({ body: JSON.stringify({ own: secret }) });
      expect(redaction.text(`It says ${encode(secret)}!`), name).toBe(
        `It says ${name.includes('after') ? redaction.text(encode(secret)) : '***'}!`,
      );
    }
  });

  test('is struck out, and what is beside it in the same base64 is not', () => {
    const redaction = redactor(contract, settingsOf(contract, { target, token: 'hunter2-admin' }));
    const whole = Buffer.from('a note: hunter2-admin, and more').toString('base64');
    const shown = redaction.text(whole);
    expect(shown).toMatch(/^YSBub3RlO[A-Za-z0-9]{0,2}\*\*\*[A-Za-z0-9]+/);
    expect(Buffer.from(shown.split('***')[0] ?? '', 'base64').toString()).toMatch(/^a note:? ?$/);
  });
});

test('A short credential is struck out as it is, and not in another case', () => {
  const redaction = redactor(contract, settingsOf(contract, { target, token: 'Token' }));
  expect(redaction.text('Token, token, %54oken, VG9rZW4=')).toBe('***, token, ***, ***');
  const shorter = redactor(contract, settingsOf(contract, { target, token: 't' }));
  expect(shorter.text('the text')).toBe('the text');
});

test.each(['constructor', '__proto__', 'toString'])('An entity called &%s; is none, and is shown as it is', (name) => {
  const redaction = redactor(contract, settingsOf(contract, { target, token: 'hunter2-admin' }));
  const text = `a&${name}; and &${name} b`;
  expect(redaction.text(text)).toBe(text);
});

test('What is cut in a secret shows no part of it', () => {
  const secret = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const redaction = redactor(contract, settingsOf(contract, { target, token: secret }));
  const cut = secret.repeat(400).slice(0, 10_000);
  expect(redaction.text(cut).replaceAll('***', '')).toBe('');
});

test('A flood of secrets is learned up to a bound, and struck out where it stands', { timeout: 60_000 }, () => {
  const redaction = redactor(contract, settingsOf(contract, { target }));
  const items = Array.from({ length: 200_000 }, (_, index) => ({ own: `s-${index}-x` }));
  const body = JSON.stringify(items);
  redaction.learnResponse({ body });
  const request = { method: 'GET', url: target, headers: {}, body: null };
  const response = { status: 200, headers: {}, body, truncated: false };
  const told = redaction.exchange({ request, response, failure: null, durationMs: 1 }, { isMarked: true });
  expect(told.response?.body).not.toMatch(/s-\d+-x/);
  expect(redaction.text('s-7-x in the text')).toBe('*** in the text');
});

test('Many secrets that begin alike, in a text of their letters, take no longer', { timeout: 60_000 }, () => {
  const redaction = redactor(contract, settingsOf(contract, { target }));
  for (let index = 0; index < 1_000; index++) redaction.learnCredential(`${'a'.repeat(300)}${index}b`);
  const text = 'a'.repeat(100_000);
  redaction.text(`-${text}`);
});

/** The bytes of a text in hexadecimal, with something between them. */
const bytesWith = (between: string, text: string): string =>
  [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(between);

const fullwidth = (text: string): string =>
  text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

test.each([
  { what: 'fullwidth forms', token: 'tok-abc-12345', write: fullwidth },
  {
    what: 'fullwidth forms of capitals',
    token: 'tok-abc-12345',
    write: (text: string) => fullwidth(text.toUpperCase()),
  },
  { what: 'decomposed', token: 'clé-secrète-é', write: (text: string) => text.normalize('NFD') },
  { what: 'composed', token: 'clé-secrète-é'.normalize('NFD'), write: (text: string) => text.normalize('NFC') },
  { what: 'compatible', token: 'ﬁnal-½-token', write: (text: string) => text.normalize('NFKC') },
  { what: 'hexadecimal with colons', token: 'tok-abc-12345', write: (text: string) => bytesWith(':', text) },
  { what: 'hexadecimal with spaces', token: 'tok-abc-12345', write: (text: string) => bytesWith(' ', text) },
  {
    what: 'hexadecimal with hyphens, behind a word of such digits',
    token: 'tok-abc-12345',
    write: (text: string) => `bad ${bytesWith('-', text)}`,
  },
])('A credential is struck out in $what', ({ token, write }) => {
  const redaction = redactor(contract, settingsOf(contract, { target }));
  redaction.learnCredential(token);
  const shown = redaction.text(`they said: ${write(token)}, no more`);
  expect(shown).toMatch(/^they said: (bad )?\*\*\*, no more$/);
});
