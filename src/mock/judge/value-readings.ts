import { typedTexts } from '../../contract/typed-texts.ts';
import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../../document/document.ts';
import { jsonDepthMax, jsonValueOf, nestsDeeperThan } from '../../document/json-text.ts';
import { mergedSchema } from '../../document/merged-schema.ts';
import type { ValidateMessage } from './message-validator.ts';
import type { Members, Named } from './named-texts.ts';

/** Reads texts by one schema. */
export interface ValueReader {
  /** All types that the schema speaks of, in its alternatives too. */
  readonly types: readonly string[];
  /** The properties that the schema declares, in its alternatives too. */
  readonly properties: readonly string[];
  /** What one text may stand for that is neither a list nor an object. */
  text(text: string): readonly JsonValue[];
  /** The lists that some items may stand for, one for each alternative that is a list. */
  lists(items: readonly Named[]): readonly JsonValue[];
  object(members: Members): JsonValue;
  permits(value: JsonValue): boolean;
}

/** Makes the reader of texts by a schema. */
export type ReadValue = (schema: JsonValue | undefined) => ValueReader;

/** A text that has no others inside. */
export const namedText = (text: string): Named => ({ texts: [text], inside: new Map() });

/** A schema and its alternatives, all the way down, merged; what was met already, as in a circle, says nothing more. */
const alternativesOf = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  goesOn: (merged: JsonObject) => boolean,
  met: Set<JsonObject> = new Set(),
): ReadonlySet<JsonObject> => {
  const merged = mergedSchema(document, schema);
  if (met.has(merged)) return met;
  met.add(merged);
  if (!goesOn(merged)) return met;
  for (const one of [...arrayAt(merged, 'anyOf'), ...arrayAt(merged, 'oneOf')])
    alternativesOf(document, one, goesOn, met);
  return met;
};

/** Beside a type, the alternatives can't speak of any other. */
const hasNoType = ({ type }: JsonObject): boolean => type === undefined;

const typesIn = (alternatives: Iterable<JsonObject>): readonly string[] =>
  [...alternatives].flatMap((one) => {
    if (one.type !== undefined) return [one.type].flat().map(String);
    return [...('properties' in one ? ['object'] : []), ...('items' in one ? ['array'] : [])];
  });

/** A number as people write one in a query; no hexadecimal digits, and nothing around it. */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What a text may stand for. Where a number may be written with a plus sign, an exponent and the like, it is one, too. */
const textReadings = (text: string, type: JsonValue): readonly JsonValue[] => {
  const readings = typedTexts(text, type);
  const takesNumber = type === null || [type].flat().some((name) => name === 'number' || name === 'integer');
  const number = takesNumber && decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? [...new Set([...readings, number])] : readings;
};

const jsonReadings = (text: string): readonly JsonValue[] => {
  const value = nestsDeeperThan(text, jsonDepthMax) ? undefined : jsonValueOf(text);
  return value === undefined ? [] : [value];
};

/** The schemas that one alternative has for a member of an object. */
const memberSchemas = (alternative: JsonObject, name: string): readonly JsonValue[] => {
  const properties = objectAt(alternative, 'properties');
  if (Object.hasOwn(properties, name)) return [properties[name] ?? true];
  const { additionalProperties = true } = alternative;
  return [...Object.values(objectAt(alternative, 'patternProperties')), additionalProperties];
};

/** Alternatives in the order in which they are asked what a member is: one that names it knows, one that doesn't would take any text. */
const declaredFirst = (alternatives: readonly JsonObject[], name: string): readonly JsonObject[] => {
  const declares = (one: JsonObject): boolean => Object.hasOwn(objectAt(one, 'properties'), name);
  return [...alternatives.filter(declares), ...alternatives.filter((one) => !declares(one))];
};

/** Makes the readers of texts by the schemas of a document. What may be read in several ways is read in one that its own schema permits. */
export const createReadValue = (document: OpenApiDocument, validate: ValidateMessage): ReadValue => {
  // Made when they are first asked for, since many a schema never is.
  const readers = new Map<JsonValue | undefined, ValueReader>();
  const readerOf: ReadValue = (schema) => {
    const reader = readers.get(schema) ?? makeReader(schema);
    readers.set(schema, reader);
    return reader;
  };

  const fits = (schema: JsonValue | undefined, value: JsonValue): boolean =>
    !(isObject(schema) || typeof schema === 'boolean') || validate(schema)(value).length === 0;

  /** Kept as long as a request is judged: alternatives that hold each other would read what is inside again at every level. */
  const known = new WeakMap<Named, Map<JsonValue | undefined, readonly JsonValue[]>>();
  const readings = (schema: JsonValue | undefined, named: Named): readonly JsonValue[] => {
    const bySchema = known.get(named) ?? new Map<JsonValue | undefined, readonly JsonValue[]>();
    known.set(named, bySchema);
    const found = bySchema.get(schema) ?? readingsOf(schema, named);
    bySchema.set(schema, found);
    return found;
  };

  /** What stands under a name may be, by its schema. */
  const readingsOf = (schema: JsonValue | undefined, { texts, inside }: Named): readonly JsonValue[] => {
    const { types, text: readText, lists, object } = readerOf(schema);
    const isList = types.includes('array');
    if (inside.size > 0) {
      const items = [...inside.values()].flatMap((one) => (one.inside.size > 0 ? one : one.texts.map(namedText)));
      return isList ? lists(items) : [object(inside)];
    }
    const [text, ...others] = texts;
    if (text === undefined || others.length > 0) return lists(texts.map(namedText));
    const listed = isList ? [[text], text.split(','), ...(text === '' ? [[]] : [])] : [];
    return [
      ...readText(text),
      ...listed.flatMap((items) => lists(items.map(namedText))),
      ...(isList || types.includes('object') ? jsonReadings(text) : []),
    ];
  };

  const best = (schemas: readonly (JsonValue | undefined)[], named: Named): JsonValue => {
    const found = schemas.flatMap((schema) => readings(schema, named).map((value) => ({ schema, value })));
    const { texts } = named;
    const plain = texts.length === 1 ? (texts[0] ?? '') : texts;
    return (found.find(({ schema, value }) => fits(schema, value)) ?? found[0])?.value ?? plain;
  };

  const makeReader = (schema: JsonValue | undefined): ValueReader => {
    const alternatives = [...alternativesOf(document, schema, hasNoType)];
    const all = [...alternativesOf(document, schema, () => true)];
    const types = typesIn(alternatives);
    const textTypes = types.filter((type) => type !== 'array' && type !== 'object');
    const takesText = types.length === 0 || textTypes.length > 0;
    const described = alternatives.filter((one) => 'items' in one || 'prefixItems' in one);
    const lists = types.includes('array') ? (described.length > 0 ? described : [mergedSchema(document, schema)]) : [];
    const itemSchemas = lists.map((list) => ({ first: arrayAt(list, 'prefixItems'), rest: list.items }));
    return {
      types,
      properties: [...new Set(all.flatMap((one) => Object.keys(objectAt(one, 'properties'))))],
      text: (text) => (takesText ? textReadings(text, textTypes.length > 0 ? textTypes : null) : []),
      lists: (items) =>
        itemSchemas.map(({ first, rest }) => items.map((item, index) => best([first[index] ?? rest], item))),
      object: (members) =>
        Object.fromEntries(
          [...members].map(([name, named]) => [
            name,
            best(
              declaredFirst(all, name).flatMap((one) => memberSchemas(one, name)),
              named,
            ),
          ]),
        ),
      permits: (value) => fits(schema, value),
    };
  };

  return readerOf;
};
