import type { Operation, Parameter } from '../contract/contract.ts';
import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../contract/document.ts';
import { jsonValueOf } from '../contract/json-text.ts';
import { mergedSchema } from '../contract/merged-schema.ts';
import { isWrittenAsJson, itemTexts, withoutPrefix } from '../contract/parameter-style.ts';
import { type Given, givenFor } from '../contract/parameter-value.ts';
import { decodedSegment } from '../contract/path-template.ts';
import { typedTexts } from '../contract/typed-texts.ts';
import type { ApiRequest } from './api-request.ts';
import type { ValidateRequest } from './request-validator.ts';

/** What a parameter may stand for in a request, which is nothing where it isn't written in its style; or that it isn't there, that it has no value and needs none, or that only Prism can read it. */
type ParameterReadings = readonly JsonValue[] | 'absent' | 'empty' | 'unknown';

/** Reads a parameter of a request. */
export type ReadParameter = (operation: Operation, parameter: Parameter, request: ApiRequest) => ParameterReadings;

/** A schema and its alternatives, all the way down, merged; what was met already, as in a circle, says nothing more. */
const alternativesOf = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  met: Set<JsonObject> = new Set(),
): ReadonlySet<JsonObject> => {
  const merged = mergedSchema(document, schema);
  if (met.has(merged)) return met;
  met.add(merged);
  // Beside a type, the alternatives can't speak of any other.
  if (merged.type !== undefined) return met;
  for (const one of [...arrayAt(merged, 'anyOf'), ...arrayAt(merged, 'oneOf')]) alternativesOf(document, one, met);
  return met;
};

/** All types that a schema speaks of, in its alternatives too. */
const typesOf = (document: OpenApiDocument, schema: JsonValue | undefined): readonly string[] =>
  [...alternativesOf(document, schema)].flatMap((one) => {
    if (one.type !== undefined) return [one.type].flat().map(String);
    return [...('properties' in one ? ['object'] : []), ...('items' in one ? ['array'] : [])];
  });

/** What a text may stand for. Where a number may be written with a plus sign, an exponent and the like, it is one to Prism, too. */
const textReadings = (text: string, type: JsonValue): readonly JsonValue[] => {
  const readings = typedTexts(text, type);
  const takesNumber = type === null || [type].flat().some((name) => name === 'number' || name === 'integer');
  const number = takesNumber && text.trim() !== '' ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? [...new Set([...readings, number])] : readings;
};

/** The items of a list that one text of a query stands for: a comma between them is no part of them, and stands as it is; another is encoded. */
const itemsIn = (queryText: string, { name }: Parameter): readonly string[] =>
  queryText.split('&').flatMap((pair) => {
    const [key = '', ...value] = pair.replaceAll('+', ' ').split('=');
    return decodedSegment(key) === name ? value.join('=').split(',').map(decodedSegment) : [];
  });

/** The lists of texts that a parameter may stand for. An empty text is an empty list, or one of an empty text. */
const textLists = (given: Given, parameter: Parameter, queryText: string): readonly (readonly string[])[] => {
  const { in: place, explode, name } = parameter;
  const isSeveral = typeof given !== 'string';
  const items = [given].flat().flatMap((text) => itemTexts(parameter, text));
  if (place === 'query' && explode) return [items];
  const lists = [items, ...(isSeveral ? [given] : []), ...(given === '' ? [[]] : [])];
  if (place === 'query') return [...lists, itemsIn(queryText, parameter)];
  // How a cookie has several values, nobody agrees on.
  return place === 'cookie' && !isSeveral ? [...lists, [given], given.split(`&${name}=`)] : lists;
};

/** Whether a value is right by a schema. */
type Fits = (schema: JsonValue | undefined, value: JsonValue) => boolean;

/** The lists that a parameter may stand for. */
type ReadList = (given: Given, request: ApiRequest) => readonly JsonValue[];

/** Makes the reader of a list by one of the alternatives of its schema. */
const listReader = (document: OpenApiDocument, parameter: Parameter, schema: JsonObject, fits: Fits): ReadList => {
  const itemOf = (item: JsonValue | undefined) => {
    const types = typesOf(document, item);
    return { item, types: types.length > 0 ? types : null };
  };
  const first = arrayAt(schema, 'prefixItems').map(itemOf);
  const rest = itemOf(schema.items);
  return (given, { queryText }) =>
    textLists(given, parameter, queryText).map((texts) =>
      texts.map((text, index) => {
        const { item, types } = first[index] ?? rest;
        const readings = textReadings(text, types);
        return readings.find((reading) => fits(item, reading)) ?? readings[0] ?? text;
      }),
    );
};

/** Whether a request has nothing that could belong to a parameter which is an object, in whatever style. */
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

const jsonOf = (given: Given): JsonValue => {
  const value = typeof given === 'string' ? jsonValueOf(given) : undefined;
  return value === undefined ? given : value;
};

/** Reads a parameter as a request bears it. */
type Read = (givens: readonly Given[], request: ApiRequest) => ParameterReadings;

const contentReader =
  (parameter: Parameter): Read =>
  (givens) => {
    if (givens.length === 0) return 'absent';
    return isWrittenAsJson(parameter) ? givens.map(jsonOf) : 'unknown';
  };

const objectReader =
  (parameter: Parameter, properties: JsonObject): Read =>
  ([given], { query }) =>
    !parameter.required && lacksObject(parameter, properties, given, query) ? 'absent' : 'unknown';

/** Makes the reader of a parameter that is written by a style and is no object. */
const styleReader = (parameter: Parameter, types: readonly string[], readList: ReadList): Read => {
  const { in: place, allowEmptyValue } = parameter;
  const others = types.filter((type) => type !== 'array');
  const takesText = types.length === 0 || others.length > 0;
  const textsOf = (given: Given): readonly JsonValue[] =>
    typeof given === 'string' ? textReadings(given, others.length > 0 ? others : null) : [given];
  return (givens, request) => {
    const [given] = givens;
    if (given === undefined) return place === 'path' ? 'unknown' : 'absent';
    if (given === '' && place === 'query' && allowEmptyValue) return 'empty';
    const written = givens
      .map((one) => (typeof one === 'string' ? withoutPrefix(parameter, one) : one))
      .filter((one) => one !== null);
    return written.flatMap((one) => [...(takesText ? textsOf(one) : []), ...readList(one, request)]);
  };
};

const readerOf = (document: OpenApiDocument, parameter: Parameter, fits: Fits): Read => {
  const schema = mergedSchema(document, parameter.schema);
  const types = typesOf(document, parameter.schema);
  if (parameter.mediaType !== null) return contentReader(parameter);
  if (types.includes('object')) return objectReader(parameter, objectAt(schema, 'properties'));
  if (!types.includes('array')) return styleReader(parameter, types, () => []);
  const lists = [...alternativesOf(document, parameter.schema)].filter((one) => 'items' in one || 'prefixItems' in one);
  const readers = (lists.length > 0 ? lists : [schema]).map((one) => listReader(document, parameter, one, fits));
  return styleReader(parameter, types, (given, request) => readers.flatMap((read) => read(given, request)));
};

/**
 * Makes what reads the parameters of one API's requests in every way that their schemas, styles and media types leave open. Objects in
 * styles, and other media types than JSON, aren't read.
 */
export const createReadParameter = (document: OpenApiDocument, validate: ValidateRequest): ReadParameter => {
  // Made when they are first asked for, since many an operation never is.
  const readers = new Map<Parameter, Read>();
  const fits: Fits = (schema, value) =>
    !(isObject(schema) || typeof schema === 'boolean') || validate(schema)(value).length === 0;
  return (operation, parameter, request) => {
    const read = readers.get(parameter) ?? readerOf(document, parameter, fits);
    readers.set(parameter, read);
    return read(givenFor(operation, parameter, request), request);
  };
};
