import type { JsonObject } from '../document/document.ts';
import { type Pattern, patternOf } from './pattern.ts';

/** An ordinary URL, under a domain that is reserved for examples (RFC 2606, section 3). */
export const sampleUrl = 'https://hooks.example.com/path';

/** What patterns of URLs are recognized by: they take one of these, though some ask for a bare origin, a port, or another scheme. */
const samples = ['https', 'http', 'wss', 'ws'].flatMap((scheme) =>
  ['', '/', ':8443', ':8443/', '/path', ':8443/path'].map((rest) => `${scheme}://hooks.example.com${rest}`),
);

/** A pattern that matches one of these is not a pattern for URLs. */
const nonUrls = ['word', 'word:8443'];

/** Whether a schema's strings are URLs, by its format, its `x-values`, or because its pattern takes one. */
export const isUrlSchema = (schema: JsonObject): boolean => {
  const format = String(schema.format ?? '');
  if (['uri', 'url', 'https-url', 'iri', 'uri-reference'].includes(format) || schema['x-values'] === 'url') return true;
  const pattern = typeof schema.pattern === 'string' ? patternOf(schema.pattern) : null;
  return pattern !== null && takesUrls(pattern);
};

/** One entry for each pattern that is kept ready (`pattern.ts`). */
const known = new WeakMap<Pattern, boolean>();

const takesUrls = (pattern: Pattern): boolean => {
  const taken =
    known.get(pattern) ??
    (samples.some((url) => pattern.matches(url)) && !nonUrls.some((text) => pattern.matches(text)));
  known.set(pattern, taken);
  return taken;
};
