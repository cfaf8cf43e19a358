import type { JsonObject, JsonValue } from '../document/document.ts';
import { jsonValueOf } from '../document/json-text.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import type { Query } from '../document/read-query.ts';
import type { ApiDescription, Operation, Parameter } from './api-description.ts';
import { cookieTexts } from './cookies.ts';
import { isWrittenAsJson, itemTexts, withoutPrefix } from './parameter-style.ts';
import { pathReader, type ReadPath } from './path-template.ts';
import { typedTexts } from './typed-texts.ts';

/** Reads text as what a schema asks for, where it is that; otherwise it stays text. */
const read = (text: string, { type = null }: JsonObject): JsonValue => typedTexts(text, type)[0] ?? null;

/** The parts of a request that bear parameters. */
export interface RequestParts {
  /** Percent-encoded as it was sent. */
  readonly path: string;
  readonly query: Query;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What stands in a request for a parameter, but for percent-encoding: one text, or several where each has the name beside it. */
export type Given = string | readonly string[];

/** Made once, since the same few operations are asked for again and again. */
const readers = new WeakMap<Operation, ReadPath>();

const readPath = (operation: Operation, path: string): ReturnType<ReadPath> => {
  const reader = readers.get(operation) ?? pathReader(operation.path);
  readers.set(operation, reader);
  return reader(path);
};

/** What stands there under a name, which may be one that every object has, say `constructor`. */
const under = <Value>(all: Readonly<Record<string, Value>>, name: string): readonly Value[] =>
  Object.hasOwn(all, name) ? [all[name] as Value] : [];

/** What stands in a request for a parameter, in each way in which that may be meant, the likeliest first; none where nothing does. */
export const givenFor = (
  operation: Operation,
  { name, in: place }: Parameter,
  { path, query, headers }: RequestParts,
): readonly Given[] => {
  switch (place) {
    case 'path':
      return [readPath(operation, path)?.get(name) ?? []].flat();
    case 'query':
      return under(query, name);
    case 'header':
      return under(headers, name.toLowerCase());
    case 'cookie':
      return cookieTexts(headers.cookie, name);
    default:
      return place satisfies never;
  }
};

/** The value of a parameter in a request, or undefined where it has none. What can't be read as it should be written is text. */
export const parameterValue = (
  { document }: ApiDescription,
  operation: Operation,
  parameter: Parameter,
  request: RequestParts,
): JsonValue | undefined => {
  const [given] = givenFor(operation, parameter, request);
  if (given === undefined) return undefined;
  const schema = mergedSchema(document, parameter.schema);
  const items = schema.type === 'array' ? mergedSchema(document, schema.items) : null;
  if (typeof given !== 'string') return given.map((text) => read(text, items ?? schema));
  if (isWrittenAsJson(parameter)) {
    const value = jsonValueOf(given);
    return value === undefined ? given : value;
  }
  const text = withoutPrefix(parameter, given);
  if (text === null) return given;
  return items === null ? read(text, schema) : itemTexts(parameter, text).map((item) => read(item, items));
};
