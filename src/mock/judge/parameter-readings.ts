import type { Operation, Parameter } from '../../contract/api-description.ts';
import { cookieTexts } from '../../contract/cookies.ts';
import { delimiterOf, isWrittenAsJson, itemTexts, withoutPrefix } from '../../contract/parameter-style.ts';
import { type Given, givenFor, type RequestParts } from '../../contract/parameter-value.ts';
import { decodedSegment } from '../../contract/path-template.ts';
import type { JsonValue } from '../../document/document.ts';
import { jsonValueOf } from '../../document/json-text.ts';
import type { Target } from '../http/request-target.ts';
import { bracketPath, type Members, membersOf, type Placed } from './named-texts.ts';
import { namedText, type ReadValue, type ValueReader } from './value-readings.ts';

/** The parts of a request that bear parameters. */
export type ParameterParts = RequestParts & Pick<Target, 'queryText'>;

/** What a parameter may stand for in a request, which is nothing where it isn't written in its style; or that it isn't there, that it has no value and needs none, or that nobody knows how to read it. */
type ParameterReadings = readonly JsonValue[] | 'absent' | 'empty' | 'unknown';

/** Reads a parameter of a request. */
export type ReadParameter = (operation: Operation, parameter: Parameter, request: ParameterParts) => ParameterReadings;

/** The parts of one text of a query: a comma between them is no part of them, and stands as it is; another is encoded. */
const partsIn = (queryText: string, { name }: Parameter): readonly string[] =>
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
  if (place === 'query') return [...lists, partsIn(queryText, parameter)];
  // How a cookie has several values, nobody agrees on.
  return place === 'cookie' && !isSeveral ? [...lists, [given], given.split(`&${name}=`)] : lists;
};

/** Reads names and values that stand in turns; null where a name has no value. */
const inTurns = (parts: readonly string[]): readonly Placed[] | null => {
  if (parts.length === 1 && parts[0] === '') return [];
  if (parts.length % 2 !== 0) return null;
  return parts.flatMap((name, index) => (index % 2 === 0 ? [[[name], parts[index + 1] ?? ''] as const] : []));
};

/** Reads parts that are written as `name=value`; null where one isn't. */
const asPairs = (parts: readonly string[]): readonly Placed[] | null => {
  if (parts.length === 1 && parts[0] === '') return [];
  const pairs = parts.map((part) => part.split('='));
  return pairs.every(({ length }) => length > 1)
    ? pairs.map(([name = '', ...value]) => [[name], value.join('=')])
    : null;
};

/** What stands before the members of an object whose members each stand by themselves, and between them. */
const explodedSigns: Readonly<Record<string, readonly [before: string, between: string]>> = {
  label: ['.', '.'],
  matrix: [';', ';'],
  simple: ['', ','],
};

/** Reads an object that stands in one text by the style of its parameter; null where it doesn't. */
const objectText = (parameter: Parameter, text: string): readonly Placed[] | null => {
  const { in: place, style, explode } = parameter;
  const trimmed = (parts: readonly string[]) => (place === 'header' ? parts.map((part) => part.trim()) : parts);
  const signs = explode ? explodedSigns[style] : undefined;
  if (signs !== undefined) {
    const [before, between] = signs;
    return text.startsWith(before) ? asPairs(trimmed(text.slice(before.length).split(between))) : null;
  }
  const bare = withoutPrefix(parameter, text);
  return bare === null ? null : inTurns(trimmed(bare.split(delimiterOf(parameter))));
};

/** Whether the members of an object have names of their own in a query or among the cookies, so that an empty one is not to be seen. */
const isSpread = ({ style, explode }: Parameter): boolean => style === 'deepObject' || (style === 'form' && explode);

/** The objects that a parameter may stand for. */
type ReadObjects = (givens: readonly Given[], request: ParameterParts) => readonly Members[];

const placedAs = (name: string, given: Given): readonly Placed[] =>
  [given].flat().map((text): Placed => [bracketPath(name), text]);

/** Makes the reader of an object whose members have names of their own. */
const explodedObjects = ({ in: place, name, style }: Parameter, properties: readonly string[]): ReadObjects => {
  const nonEmpty = (members: Members | undefined) => (members === undefined || members.size === 0 ? [] : [members]);
  if (style === 'deepObject')
    return (_givens, { query }) => {
      // By a name without brackets, which that of the parameter may have.
      const within = Object.entries(query).filter(([key]) => key.startsWith(`${name}[`));
      const placed = within.flatMap(([key, given]) => placedAs(`x${key.slice(name.length)}`, given));
      return nonEmpty(membersOf(placed).get('x')?.inside);
    };
  return (_givens, { query, headers }) => {
    const placed = properties.flatMap((property) => {
      const [given] = place === 'query' ? ownOf(query, property) : cookieTexts(headers.cookie, property);
      return given === undefined ? [] : [given].flat().map((text): Placed => [[property], text]);
    });
    return nonEmpty(membersOf(placed));
  };
};

const ownOf = (query: ParameterParts['query'], name: string): readonly Given[] =>
  Object.hasOwn(query, name) ? [query[name] ?? ''] : [];

const objectsReader = (parameter: Parameter, { types, properties }: ValueReader): ReadObjects => {
  if (!types.includes('object')) return () => [];
  const { in: place } = parameter;
  const inTexts: ReadObjects = (givens, { queryText }) => {
    const read = givens.flatMap((given) => [given].flat().map((text) => objectText(parameter, text)));
    const ofQuery = place === 'query' && givens.length > 0 ? inTurns(partsIn(queryText, parameter)) : null;
    return [...read, ofQuery].flatMap((placed) => (placed === null ? [] : [membersOf(placed)]));
  };
  if (!isSpread(parameter)) return inTexts;
  const spread = explodedObjects(parameter, properties);
  // How a cookie holds an object, nobody agrees on.
  return place === 'cookie' ? (...asked) => [...spread(...asked), ...inTexts(...asked)] : spread;
};

const jsonOf = (given: Given): JsonValue => {
  const value = typeof given === 'string' ? jsonValueOf(given) : undefined;
  return value === undefined ? given : value;
};

/** Reads a parameter as a request bears it. */
type Read = (givens: readonly Given[], request: ParameterParts) => ParameterReadings;

const contentReader =
  (parameter: Parameter): Read =>
  (givens) => {
    if (givens.length === 0) return 'absent';
    return isWrittenAsJson(parameter) ? givens.map(jsonOf) : 'unknown';
  };

/** Makes the reader of a parameter that is written by a style. */
const styleReader = (parameter: Parameter, reader: ValueReader): Read => {
  const { in: place, allowEmptyValue, required } = parameter;
  const maybeEmpty = isSpread(parameter) && reader.types.includes('object');
  const takesText = reader.types.length === 0 || reader.types.some((type) => type !== 'array' && type !== 'object');
  const readObjects = objectsReader(parameter, reader);
  return (givens, request) => {
    const [given] = givens;
    const objects = readObjects(givens, request).map(reader.object);
    if (given === undefined && objects.length === 0)
      return required && maybeEmpty && reader.permits({}) ? 'empty' : 'absent';
    if (given === '' && place === 'query' && allowEmptyValue) return 'empty';
    const written = givens
      .map((one) => (typeof one === 'string' ? withoutPrefix(parameter, one) : one))
      .filter((one) => one !== null);
    const others = written.flatMap((one) => [
      ...(takesText ? (typeof one === 'string' ? reader.text(one) : [one]) : []),
      ...textLists(one, parameter, request.queryText).flatMap((texts) => reader.lists(texts.map(namedText))),
    ]);
    return [...others, ...objects];
  };
};

/** Makes what reads the parameters of one API's messages in every way that their schemas, styles and media types leave open. */
export const createReadParameter = (readValue: ReadValue): ReadParameter => {
  // Made when they are first asked for, since many an operation never is.
  const readers = new Map<Parameter, Read>();
  return (operation, parameter, request) => {
    const read =
      readers.get(parameter) ??
      (parameter.mediaType === null ? styleReader(parameter, readValue(parameter.schema)) : contentReader(parameter));
    readers.set(parameter, read);
    return read(givenFor(operation, parameter, request), request);
  };
};
