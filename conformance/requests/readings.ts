import type { Parameter } from '../../src/contract/api-description.ts';
import { delimiterOf, isWrittenAsJson } from '../../src/contract/parameter-style.ts';
import { written } from '../../src/contract/parameter-text.ts';
import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { whyUnwritable } from './why-unsendable.ts';

/** How a server may read a parameter that was written into HTTP, where there is no JSON to tell texts from numbers. Undefined stands for its absence. */
export type Readings = readonly (JsonValue | undefined)[];

const typesOf = ({ type }: JsonObject): readonly JsonValue[] =>
  type === undefined ? [] : Array.isArray(type) ? type : [type];

/** Numbers as somebody writes them: with a sign, zeros before, an exponent. */
const numberText = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  1: true,
  0: false,
  yes: true,
  no: false,
  on: true,
  off: false,
};

/** All that one text may be taken for where a schema asks for something: the text is always one of them. */
const textReadings = (text: string, schema: JsonObject): readonly JsonValue[] => {
  const types = typesOf(schema);
  const asks = (type: string): boolean => types.includes(type);
  const untyped = types.length === 0;
  const numbers = (asks('integer') || asks('number') || untyped) && numberText.test(text) ? [Number(text)] : [];
  const boolean = asks('boolean') || untyped ? booleans[text.trim().toLowerCase()] : undefined;
  const nulls = asks('null') && /^(null)?$/.test(text.trim()) ? [null] : [];
  return [text, ...numbers, ...(boolean === undefined ? [] : [boolean]), ...nulls];
};

/** The texts that a list is written as, and those that it may be split into again. */
const itemTexts = (parameter: Parameter, items: readonly JsonValue[]): readonly (readonly string[])[] => {
  const texts = items.map(written);
  const delimiter = delimiterOf(parameter);
  const apart = texts.join(delimiter).split(delimiter);
  // Where each item stands by itself, some servers split it all the same.
  const standApart = parameter.explode && (parameter.in === 'query' || parameter.style === 'matrix');
  return standApart ? [texts, apart] : [apart, apart.map((text) => text.trim())];
};

/** Lists of one reading of every item: all as texts, and all as what the schema asks for. */
const listReadings = (texts: readonly string[], items: JsonObject): readonly JsonValue[] => [
  texts,
  texts.map((text) => textReadings(text, items).at(-1) ?? text),
];

/** What HTTP lets a header hold; spaces around are no part of it (RFC 9110, 5.5). Beyond ASCII, no two servers read the same. */
const isHeaderText = (text: string): boolean => /^[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?$/.test(text);

/** A path segment that is empty, or dots alone, leads to another operation (RFC 3986, 5.2.4). */
const isSegment = (text: string): boolean => text !== '' && !/^\.+$/.test(text);

const canBeSent = (parameter: Parameter, text: string): boolean => {
  if (!text.isWellFormed()) return false;
  if (parameter.in === 'path') return isSegment(text);
  return parameter.in === 'header' ? isHeaderText(text) : true;
};

/**
 * Every sensible reading of a parameter after it was written into a path, a query or a header; null where it can't be written there,
 * or what it would be read as is anybody's guess.
 */
export const readingsOf = (document: OpenApiDocument, parameter: Parameter, value: JsonValue): Readings | null => {
  const schema = mergedSchema(document, parameter.schema);
  if (isWrittenAsJson(parameter)) {
    // A server that doesn't read the JSON has the text of it.
    return JSON.stringify(value).isWellFormed() ? [value, JSON.stringify(value)] : null;
  }
  const takesList = typesOf(schema).includes('array');
  if (isObject(value) || whyUnwritable(parameter, value) !== null) return null;
  if (Array.isArray(value)) {
    if (!takesList || value.some((item) => typeof item === 'object' && item !== null)) return null;
    // An empty list writes nothing at all, or an empty text.
    if (value.length === 0) return parameter.in === 'query' ? [undefined, [], ['']] : null;
    if (value.some((item) => !canBeSent(parameter, written(item)))) return null;
    const items = mergedSchema(document, schema.items);
    return itemTexts(parameter, value).flatMap((texts) => listReadings(texts, items));
  }
  const text = written(value);
  if (!canBeSent(parameter, text)) return null;
  if (takesList) {
    const items = mergedSchema(document, schema.items);
    return itemTexts(parameter, [value]).flatMap((texts) => listReadings(texts, items));
  }
  const readings = textReadings(text, schema);
  // A parameter without a value, or with the word null, is often taken for none at all, and spaces around a value for a slip.
  const trimmed = text.trim() === text ? [] : textReadings(text.trim(), schema);
  return /^(null)?$/.test(text.trim()) ? [...readings, undefined] : [...readings, ...trimmed];
};
