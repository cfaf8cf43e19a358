import type { Parameter } from '../contract/contract.ts';
import { arrayAt, type JsonObject, type JsonValue, type OpenApiDocument, objectAt } from '../contract/document.ts';
import { jsonValueOf } from '../contract/json-text.ts';
import { mergedSchema } from '../contract/merged-schema.ts';
import { delimiterOf, isWrittenAsJson } from '../contract/parameter-style.ts';
import { decodedSegment, type ReadPath } from '../contract/path-template.ts';
import { typedTexts } from '../contract/typed-texts.ts';
import type { ApiRequest } from './api-request.ts';
import { cookieTexts } from './cookies.ts';

/** What a parameter may stand for in a request; or that it isn't there, that it has no value and needs none, or that only Prism can read it. */
export type ParameterReadings = readonly JsonValue[] | 'absent' | 'empty' | 'unknown';

/** How a request bears a parameter: one text, or several by themselves. */
type Given = string | readonly string[];

/** Gives all types that a schema speaks of, in its alternatives too. */
const typesOf = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  around: readonly unknown[] = [],
): string[] => {
  const merged = mergedSchema(document, schema);
  if (around.includes(merged)) return [];
  if (merged.type !== undefined) return [merged.type].flat().map(String);
  const implied = [...('properties' in merged ? ['object'] : []), ...('items' in merged ? ['array'] : [])];
  const alternatives = [...arrayAt(merged, 'anyOf'), ...arrayAt(merged, 'oneOf')];
  return [...implied, ...alternatives.flatMap((one) => typesOf(document, one, [...around, merged]))];
};

/** Gives what a text may stand for. Where a number may be written with a plus sign, an exponent and the like, it is one to Prism, too. */
const textReadings = (text: string, type: JsonValue): readonly JsonValue[] => {
  const readings = typedTexts(text, type);
  const takesNumber = type === null || [type].flat().some((name) => name === 'number' || name === 'integer');
  const number = takesNumber && text.trim() !== '' ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? [...new Set([...readings, number])] : readings;
};

const split = (text: string, parameter: Parameter): readonly string[] =>
  text.split(delimiterOf(parameter)).map((item) => (parameter.in === 'header' ? item.trim() : item));

/** Gives the items of a list that one text of a query stands for: a comma between them is no part of them, and stands as it is; another is encoded. */
const itemsIn = (queryText: string, { name }: Parameter): readonly string[] =>
  queryText.split('&').flatMap((pair) => {
    const [key = '', ...value] = pair.replaceAll('+', ' ').split('=');
    return decodedSegment(key) === name ? value.join('=').split(',').map(decodedSegment) : [];
  });

/** Gives the lists of texts that a parameter may stand for. An empty text is an empty list, or one of an empty text. */
const textLists = (given: Given, parameter: Parameter, queryText: string): readonly (readonly string[])[] => {
  const { in: place, explode, name } = parameter;
  if (typeof given !== 'string') {
    return explode ? [given] : [given.flatMap((text) => split(text, parameter)), given, itemsIn(queryText, parameter)];
  }
  if (place === 'query' && explode) return [[given]];
  const lists = [split(given, parameter), ...(given === '' ? [[]] : [])];
  if (place === 'query') return [...lists, itemsIn(queryText, parameter)];
  // How a cookie has several values, nobody agrees on.
  return place === 'cookie' ? [...lists, [given], given.split(`&${name}=`)] : lists;
};

/** Says whether a value is right by a schema. */
export type Fits = (schema: JsonValue | undefined, value: JsonValue) => boolean;

const listReadings = (
  document: OpenApiDocument,
  parameter: Parameter,
  schema: JsonObject,
  given: Given,
  { queryText }: ApiRequest,
  fits: Fits,
): readonly JsonValue[] => {
  const first = arrayAt(schema, 'prefixItems');
  return textLists(given, parameter, queryText).map((texts) =>
    texts.map((text, index) => {
      const item = first[index] ?? schema.items;
      const types = typesOf(document, item);
      const readings = textReadings(text, types.length > 0 ? types : null);
      return readings.find((reading) => fits(item, reading)) ?? readings[0] ?? text;
    }),
  );
};

/** Says whether a request has nothing that could belong to a parameter which is an object, in whatever style. */
const lacksObject = (
  parameter: Parameter,
  properties: JsonObject,
  given: Given | undefined,
  query: ApiRequest['query'],
) => {
  if (given !== undefined) return false;
  if (parameter.in !== 'query') return true;
  if (parameter.style === 'deepObject')
    return !Object.keys(query).some((name) => name.startsWith(`${parameter.name}[`));
  return !(parameter.explode && Object.keys(properties).some((name) => Object.hasOwn(query, name)));
};

/** Gives how a request bears a parameter, in each way in which that may be meant; none where it doesn't. */
const givenIn = (parameter: Parameter, { path, query, headers }: ApiRequest, readPath: ReadPath): readonly Given[] => {
  const { in: place, name } = parameter;
  if (place === 'cookie') return cookieTexts(headers.cookie, name);
  if (place === 'path') return [readPath(path)?.get(name) ?? []].flat();
  const given =
    place === 'query' ? (Object.hasOwn(query, name) ? query[name] : undefined) : headers[name.toLowerCase()];
  return given === undefined ? [] : [given];
};

const jsonOf = (given: Given): JsonValue => {
  const value = typeof given === 'string' ? jsonValueOf(given) : undefined;
  return value === undefined ? given : value;
};

/**
 * Reads a parameter of a request in every way that its schema, its style and its media type leave open. Objects in styles, other
 * media types than JSON, and the styles `label` and `matrix` aren't read.
 */
export const parameterReadings = (
  document: OpenApiDocument,
  parameter: Parameter,
  request: ApiRequest,
  readPath: ReadPath,
  fits: Fits,
): ParameterReadings => {
  const { mediaType, required, style } = parameter;
  const givens = givenIn(parameter, request, readPath);
  const [given] = givens;
  if (mediaType !== null) {
    if (given === undefined) return 'absent';
    return isWrittenAsJson(parameter) ? givens.map(jsonOf) : 'unknown';
  }
  const schema = mergedSchema(document, parameter.schema);
  const types = typesOf(document, parameter.schema);
  if (types.includes('object')) {
    const isAbsent = !required && lacksObject(parameter, objectAt(schema, 'properties'), given, request.query);
    return isAbsent ? 'absent' : 'unknown';
  }
  if (given === undefined) return parameter.in === 'path' ? 'unknown' : 'absent';
  if (style === 'label' || style === 'matrix') return 'unknown';
  if (given === '' && parameter.in === 'query' && parameter.allowEmptyValue) return 'empty';
  const lists = types.includes('array')
    ? givens.flatMap((one) => listReadings(document, parameter, schema, one, request, fits))
    : [];
  const others = types.filter((type) => type !== 'array');
  if (types.length > 0 && others.length === 0) return lists;
  const values = givens.flatMap((one) =>
    typeof one === 'string' ? textReadings(one, others.length > 0 ? others : null) : [one],
  );
  return [...values, ...lists];
};
