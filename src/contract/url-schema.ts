import type { JsonObject } from './document.ts';

/** An ordinary URL, under a domain that is reserved for examples (RFC 2606, section 3): what patterns of URLs are recognized by. */
export const sampleUrl = 'https://hooks.example.com/path';

const regexpOf = (pattern: string): RegExp | null => {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
};

/** Says whether a schema's strings are URLs, by its format, its `x-values`, or because its pattern takes one. */
export const isUrlSchema = (schema: JsonObject): boolean => {
  const format = String(schema.format ?? '');
  if (['uri', 'url', 'https-url', 'iri', 'uri-reference'].includes(format) || schema['x-values'] === 'url') return true;
  const pattern = typeof schema.pattern === 'string' ? regexpOf(schema.pattern) : null;
  return pattern?.test(sampleUrl) === true && !pattern.test('word');
};
