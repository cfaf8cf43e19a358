import type { Contract, Operation, Parameter } from './contract.ts';
import type { JsonObject, JsonValue } from './document.ts';
import { jsonValueOf } from './json-text.ts';
import { mergedSchema } from './merged-schema.ts';
import { isWrittenAsJson, itemTexts, withoutPrefix } from './parameter-style.ts';
import { pathReader } from './path-template.ts';
import type { Query } from './read-query.ts';
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

/** Gives what stands in a request for a parameter, as it stands there but for percent-encoding; undefined where nothing does. Cookies aren't read. */
export const parameterText = (
  { path }: Operation,
  { name, in: place }: Parameter,
  request: RequestParts,
): string | readonly string[] | undefined => {
  if (place === 'path') return pathReader(path)(request.path)?.get(name);
  if (place === 'query') return request.query[name];
  return place === 'header' ? request.headers[name.toLowerCase()] : undefined;
};

/** Gives the value of a parameter in a request, or undefined where it has none. What can't be read as it should be written is text. */
export const parameterValue = (
  { document }: Contract,
  operation: Operation,
  parameter: Parameter,
  request: RequestParts,
): JsonValue | undefined => {
  const given = parameterText(operation, parameter, request);
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
