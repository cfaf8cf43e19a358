import fc from 'fast-check';
import type { JsonObject } from '../../src/contract/document.ts';
import { isUrlSchema } from '../../src/contract/url-schema.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { ordinaryUrl } from './ordinary-url.ts';

const lengthDefault = 24;
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

const word = (schema: JsonObject): fc.Arbitrary<string> => {
  const minLength = Math.max(1, Number(schema.minLength ?? 1));
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

const hostLabel = fc.stringMatching(/^[a-z]{1,12}$/);

const byFormat: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  uuid: () => fc.uuid(),
  uri: ordinaryUrl,
  url: ordinaryUrl,
  'https-url': ordinaryUrl,
  'uri-reference': ordinaryUrl,
  iri: ordinaryUrl,
  'date-time': () => ordinaryDate.map((date) => date.toISOString()),
  date: () => ordinaryDate.map((date) => date.toISOString().slice(0, 10)),
  time: () => ordinaryDate.map((date) => date.toISOString().slice(11)),
  email: () => hostLabel.map((name) => `${name}@example.com`),
  hostname: () => hostLabel.map((name) => `${name}.example.com`),
  ipv4: () => fc.nat(255).map((host) => `192.0.2.${host}`),
  ipv6: () => fc.nat(0xffff).map((host) => `2001:db8::${host.toString(16)}`),
};

const regexpOf = (pattern: string): RegExp | null => {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
};

const describe = (schema: JsonObject): string => JSON.stringify({ format: schema.format, pattern: schema.pattern });

/** Keeps the strings that a pattern takes. Throws CannotGenerate where it takes next to none of them. */
const taken = (
  strings: fc.Arbitrary<string>,
  takes: (text: string) => boolean,
  schema: JsonObject,
): fc.Arbitrary<string> => {
  const isAny = fc.sample(strings, { numRuns: samplesMax, seed: 1 }).some(takes);
  if (!isAny) throw new CannotGenerate(`no string is known that ${describe(schema)} takes and that is safe to send`);
  return strings.filter(takes);
};

const matching = (pattern: RegExp, schema: JsonObject): fc.Arbitrary<string> => {
  try {
    return fc.stringMatching(pattern);
  } catch (cause) {
    throw new CannotGenerate(`strings for ${describe(schema)} cannot be generated: ${(cause as Error).message}`, {
      cause,
    });
  }
};

/** A string that a schema permits and no server has a reason to refuse. Throws CannotGenerate where none can be made. */
export const ordinaryString = (schema: JsonObject): fc.Arbitrary<string> => {
  const pattern = typeof schema.pattern === 'string' ? regexpOf(schema.pattern) : null;
  const fits = (text: string): boolean => pattern?.test(text) ?? true;
  if (isUrlSchema(schema)) return taken(ordinaryUrl(), fits, schema);
  const format = byFormat[String(schema.format ?? '')];
  if (format !== undefined) return taken(format(), fits, schema);
  if (pattern === null) return word(schema);
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Number(schema.maxLength ?? Number.POSITIVE_INFINITY);
  return taken(matching(pattern, schema), (text) => text.length >= minLength && text.length <= maxLength, schema);
};

/** If none of so many strings is taken, the search for one would not end. */
const samplesMax = 500;
