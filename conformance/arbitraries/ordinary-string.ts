import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { ownEntry } from '../../src/document/own-entry.ts';
import { type Pattern, patternOf } from '../../src/schema/pattern.ts';
import { isUrlSchema } from '../../src/schema/url-schema.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { fittingOrNull } from './fitting.ts';
import { isForeignUrl } from './foreign-url.ts';
import { matchingTexts } from './matching-texts.ts';
import { ordinaryUrl, urlCandidates } from './ordinary-url.ts';
import { largestOf, type SchemaParts, smallestOf, valuesOf } from './schema-parts.ts';

/** A text longer than this is no ordinary one, whatever its schema asks for. */
const longestMax = 10_000;

const lengthDefault = 24;
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

const word = (schema: JsonObject): fc.Arbitrary<string> => {
  const asked = Number(schema.minLength ?? 1);
  if (asked > longestMax) throw new CannotGenerate(`minLength: ${asked} characters are more than are made here`);
  if (schema.minLength !== undefined && Number(schema.maxLength ?? asked) < asked) {
    throw new CannotGenerate('minLength is more than maxLength');
  }
  if (schema.maxLength === 0) return fc.constant('');
  const minLength = Math.max(1, asked);
  const maxLength = Math.max(
    minLength,
    Math.min(Number(schema.maxLength ?? minLength + lengthDefault), minLength + lengthDefault),
  );
  return fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });
};

/** The years in which a date is nothing special to anyone. */
const ordinaryDate = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2029-12-31T23:59:59Z'),
  noInvalidDate: true,
});

/** In whole seconds, which any server keeps: one that leaves out smaller parts does what most do, and no document forbids. */
const inSeconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

const hostLabel = fc.stringMatching(/^[a-z]{1,12}$/);

const byFormat: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  uuid: () => fc.uuid(),
  uri: ordinaryUrl,
  url: ordinaryUrl,
  'https-url': ordinaryUrl,
  'uri-reference': ordinaryUrl,
  iri: ordinaryUrl,
  'date-time': () => ordinaryDate.map(inSeconds),
  date: () => ordinaryDate.map((date) => date.toISOString().slice(0, 10)),
  time: () => ordinaryDate.map((date) => inSeconds(date).slice(11)),
  email: () => hostLabel.map((name) => `${name}@example.com`),
  hostname: () => hostLabel.map((name) => `${name}.example.com`),
  ipv4: () => fc.nat(255).map((host) => `192.0.2.${host}`),
  ipv6: () => fc.nat(0xffff).map((host) => `2001:db8::${host.toString(16)}`),
  'iso-date-time': () => ordinaryDate.map(inSeconds),
  'iso-time': () => ordinaryDate.map((date) => inSeconds(date).slice(11)),
  'json-pointer-uri-fragment': () => hostLabel.map((name) => `#/${name}`),
  duration: () => fc.integer({ min: 1, max: 59 }).map((minutes) => `PT${minutes}M`),
  'idn-email': () => hostLabel.map((name) => `${name}@example.com`),
  'idn-hostname': () => hostLabel.map((name) => `${name}.example.com`),
  'iri-reference': ordinaryUrl,
  'uri-template': () => hostLabel.map((name) => `https://example.com/{${name}}`),
  'json-pointer': () => hostLabel.map((name) => `/${name}`),
  'relative-json-pointer': () => fc.tuple(fc.nat(3), hostLabel).map(([up, name]) => `${up}/${name}`),
  regex: () => hostLabel.map((name) => `^${name}$`),
  byte: () => hostLabel.map((name) => Buffer.from(name).toString('base64')),
};

const readPattern = (source: string): Pattern => {
  const pattern = patternOf(source);
  if (pattern === null) throw new CannotGenerate(`pattern: ${source} is no regular expression`);
  return pattern;
};

const describe = (schema: JsonObject): string => JSON.stringify({ format: schema.format, pattern: schema.pattern });

/** Puts what several schemas say of one string into one; of several patterns or formats the first, the others are looked at afterwards. */
export const stringSchema = (parts: SchemaParts): JsonObject => {
  const said: Readonly<Record<string, JsonValue | undefined>> = {
    minLength: largestOf(parts, 'minLength'),
    maxLength: smallestOf(parts, 'maxLength'),
    pattern: valuesOf(parts, 'pattern')[0],
    format: valuesOf(parts, 'format')[0],
    'x-values': valuesOf(parts, 'x-values')[0],
    contentMediaType: valuesOf(parts, 'contentMediaType')[0],
    contentEncoding: valuesOf(parts, 'contentEncoding')[0],
  };
  return Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
};

/** The strings that are tried for a schema, the most ordinary first. */
const candidatesFor = (schema: JsonObject): readonly fc.Arbitrary<string>[] => {
  if (isUrlSchema(schema)) return urlCandidates();
  const format = ownEntry(byFormat, schema.format);
  if (format !== undefined) return [format()];
  if (typeof schema.pattern === 'string') {
    return matchingTexts(schema.pattern);
  }
  if (schema.contentMediaType === 'application/json' && schema.contentEncoding === undefined) {
    return [word({}).map((text) => JSON.stringify({ text }))];
  }
  return [word(schema)];
};

/** A string that a schema permits and no server has a reason to refuse. Throws CannotGenerate where none can be made. */
export const ordinaryString = (schema: JsonObject): fc.Arbitrary<string> => {
  const pattern = typeof schema.pattern === 'string' ? readPattern(schema.pattern) : null;
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Number(schema.maxLength ?? Number.POSITIVE_INFINITY);
  const fits = (text: string): boolean => {
    const length = [...text].length;
    const isLongEnough = length >= minLength && length <= maxLength;
    // A pattern that names a host may be met by nothing that is safe to send.
    return (pattern?.matches(text) ?? true) && isLongEnough && !isForeignUrl(text);
  };
  for (const strings of candidatesFor(schema)) {
    const taken = fittingOrNull(strings, fits);
    if (taken !== null) return taken;
  }
  throw new CannotGenerate(`no string is known that ${describe(schema)} takes and that is safe to send`);
};
