import type { Contract, Operation, Parameter } from './contract.ts';
import type { JsonObject, JsonValue } from './document.ts';
import { mergedSchema } from './merged-schema.ts';
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

/** Gives the value of a parameter in a request, or undefined where it has none; cookies aren't read. */
export const parameterValue = (
  { document }: Contract,
  operation: Operation,
  parameter: Parameter,
  request: RequestParts,
): JsonValue | undefined => {
  const { name, in: place } = parameter;
  const schema = mergedSchema(document, parameter.schema);
  const given =
    place === 'path'
      ? pathReader(operation.path)(request.path)?.get(name)
      : place === 'query'
        ? request.query[name]
        : place === 'header'
          ? request.headers[name.toLowerCase()]
          : undefined;
  if (given === undefined) return undefined;
  if (schema.type !== 'array')
    return typeof given === 'string' ? read(given, schema) : given.map((text) => read(text, schema));
  const items = mergedSchema(document, schema.items);
  const texts = typeof given === 'string' ? (parameter.explode ? [given] : given.split(',')) : given;
  return texts.map((text) => read(text, items));
};
