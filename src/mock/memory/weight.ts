import type { JsonObject, JsonValue } from '../../document/document.ts';

/** What a value takes beside its own bytes: the object that holds it, and its place in what it stands in. */
const eachBytes = 32;

/** A character of a text, of which many take two bytes. */
const characterBytes = 2;

/** One entry for each resource that is stored. */
const known = new WeakMap<JsonObject, number>();

const weigh = (value: JsonValue): number => {
  if (typeof value === 'string') return eachBytes + characterBytes * value.length;
  if (typeof value !== 'object' || value === null) return eachBytes;
  let weight = eachBytes;
  if (Array.isArray(value)) for (const item of value) weight += weigh(item);
  else
    for (const [name, item] of Object.entries(value)) weight += eachBytes + characterBytes * name.length + weigh(item);
  return weight;
};

/**
 * How many bytes of memory a resource takes, as a bound rather than to the byte. It is asked at every change, so that what was weighed
 * once is remembered: what is stored never changes, another takes its place.
 */
export const weightOf = (resource: JsonObject): number => {
  const remembered = known.get(resource);
  if (remembered !== undefined) return remembered;
  const weight = weigh(resource);
  known.set(resource, weight);
  return weight;
};

/** How many bytes of memory a JSON text takes once it is read, without reading it: a text of brackets takes many times its length. */
export const weightOfJson = (text: Buffer): number => {
  let weight = characterBytes * text.length;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (inString && byte === backslash) at++;
    else if (byte === quote) inString = !inString;
    else if (!inString && (byte === comma || byte === brace || byte === bracket)) weight += eachBytes;
  }
  return weight;
};

const [quote, backslash, comma, brace, bracket] = [...'"\\,{['].map((sign) => sign.charCodeAt(0));
