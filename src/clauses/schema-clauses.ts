import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../document/document.ts';
import type { Trail } from '../document/follow-reference.ts';
import { follow, type Located, neverSchema } from '../document/follow-reference.ts';
import { pointerTo } from '../document/json-pointer.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import { type MessageKind, messageSchema } from '../document/message-document.ts';
import { isMultipleOf } from '../schema/multiple.ts';
import type { Step } from './clause.ts';
import { type ClauseRoom, createClauseRoom } from './clause-room.ts';

/** A promise that a schema makes about the values at one place. */
export interface SchemaPromise {
  /** The place as clause ids write it: `/events[]`. */
  readonly place: string;
  readonly at: readonly Step[];
  readonly keyword: string;
  /** The keyword's own part of the schema. */
  readonly schema: JsonObject;
  /** The same with all that the document requires there, where the message need not hold it; else null. */
  readonly asWritten: JsonObject | null;
  /** The `type` that the same schema states: a value of another type breaks that, and says nothing about this keyword. */
  readonly givenType: JsonValue;
  readonly pointer: string;
  readonly trail: Trail;
}

/** Keywords that apply schemas to the same value, and so evaluate its parts (JSON Schema 2020-12, core, 10.2). */
const inPlace = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', '$ref'];

/** Keywords that are judged whole, each by itself. The value lists the keywords that belong to it. */
const wholeKeywords: Readonly<Record<string, readonly string[]>> = {
  type: [],
  enum: [],
  const: [],
  format: [],
  pattern: [],
  minLength: [],
  maxLength: [],
  minimum: [],
  maximum: [],
  exclusiveMinimum: [],
  exclusiveMaximum: [],
  multipleOf: [],
  minItems: [],
  maxItems: [],
  uniqueItems: [],
  contains: ['minContains', 'maxContains'],
  minProperties: [],
  maxProperties: [],
  propertyNames: [],
  unevaluatedProperties: ['properties', 'patternProperties', 'additionalProperties', ...inPlace],
  unevaluatedItems: ['prefixItems', 'items', 'contains', 'minContains', 'maxContains', ...inPlace],
  dependentRequired: [],
  dependentSchemas: [],
  contentMediaType: ['contentEncoding'],
  anyOf: [],
  oneOf: [],
  not: [],
  if: ['then', 'else'],
};

/** Whether a schema takes everything. */
const isAnything = (schema: JsonValue | undefined): boolean =>
  schema === undefined || schema === true || (isObject(schema) && Object.keys(schema).length === 0);

/** Whether a keyword of a schema promises nothing, so that no value could break it. */
const isEmpty = (keyword: string, schema: JsonObject): boolean => {
  const value = schema[keyword];
  if (keyword === 'uniqueItems') return value === false;
  if (['minLength', 'minItems', 'minProperties'].includes(keyword)) return value === 0;
  if (keyword === 'multipleOf') return schema.type === 'integer' && isMultipleOf(1, Number(value));
  if (keyword === 'contains') return schema.minContains === 0 && schema.maxContains === undefined;
  if (keyword === 'if') return isAnything(schema.then) && isAnything(schema.else);
  return ['unevaluatedProperties', 'unevaluatedItems', 'propertyNames'].includes(keyword) && isAnything(value);
};

interface Place {
  readonly place: string;
  readonly at: readonly Step[];
}

const pick = (schema: JsonObject, keywords: readonly string[]): JsonObject =>
  Object.fromEntries(
    keywords.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])),
  );

/** Whether a place is another, or stands inside it. */
const isWithin = (place: string, other: string): boolean =>
  place.startsWith(other) && ['/', '[', undefined].includes(place[other.length]);

/**
 * Walks a schema and gives every promise that it makes in a request or a response, place by place. A schema that contains itself
 * is judged whole where it recurs, and so is what is referred to once there is no room for more. Of a `readOnly` property no request promises anything, since a server may ignore it as well as
 * refuse it; that a `writeOnly` one is there, no response promises.
 */
export const schemaPromises = (
  document: OpenApiDocument,
  root: Located,
  message: MessageKind,
  room: ClauseRoom = createClauseRoom(),
): readonly SchemaPromise[] => {
  const found: SchemaPromise[] = [];
  let steps = 0;
  const { promisesMax, stepsMax } = room;
  /** Where properties stand of which nothing is promised, or not that they are there. */
  const readOnly: string[] = [];
  const writeOnly: string[] = [];
  const isPromised = ({ place, keyword }: SchemaPromise): boolean =>
    message === 'request'
      ? !readOnly.some((other) => isWithin(place, other))
      : keyword !== 'required' || !writeOnly.includes(place);

  const add = (
    where: Place,
    located: Located,
    keyword: string,
    schema: JsonObject,
    asWritten: JsonObject | null = null,
  ): void => {
    const judgesType = keyword === 'type' || keyword === '$ref';
    const givenType = judgesType ? null : (located.object.type ?? null);
    found.push({
      ...where,
      keyword,
      schema,
      asWritten,
      givenType,
      pointer: pointerTo(located.pointer, keyword),
      trail: located.trail,
    });
  };

  const addWhole = (where: Place, located: Located): void => {
    const kept = messageSchema(document, located.object, message);
    for (const [keyword, companions] of Object.entries(wholeKeywords)) {
      if (located.object[keyword] === undefined || isEmpty(keyword, located.object)) continue;
      const own = [keyword, ...companions];
      const asWritten = own.some((name) => kept[name] !== located.object[name]) ? pick(located.object, own) : null;
      add(where, located, keyword, pick(kept, own), asWritten);
    }
    if (located.object['x-holds'] === 'status') add(where, located, 'holds', { 'x-holds': 'status' });
  };

  const child = (located: Located, ...tokens: (string | number)[]): Located => {
    let value: JsonValue | undefined = located.object;
    for (const token of tokens) value = (value as Record<string, JsonValue>)[token];
    return follow(document, value, pointerTo(located.pointer, ...tokens), located.trail);
  };

  const noteDirection = (place: string, property: JsonValue | undefined): void => {
    const merged = mergedSchema(document, property);
    if (merged.readOnly === true) readOnly.push(place);
    if (merged.writeOnly === true) writeOnly.push(place);
  };

  const walkObject = (where: Place, located: Located, seen: readonly string[]): void => {
    const { object } = located;
    const properties = Object.keys(objectAt(object, 'properties'));
    for (const name of arrayAt(object, 'required')) {
      if (typeof name !== 'string') continue;
      const property = properties.includes(name) ? child(located, 'properties', name) : located;
      found.push({
        place: pointerTo(where.place, name),
        at: where.at,
        keyword: 'required',
        schema: { required: [name] },
        asWritten: null,
        givenType: null,
        pointer: pointerTo(located.pointer, 'required'),
        trail: property.trail,
      });
    }
    for (const name of properties) {
      const place = pointerTo(where.place, name);
      noteDirection(place, objectAt(object, 'properties')[name]);
      walk({ place, at: [...where.at, { property: name }] }, child(located, 'properties', name), seen);
    }
    const patterns = Object.keys(objectAt(object, 'patternProperties'));
    for (const pattern of patterns) {
      const at: Step[] = [...where.at, { pattern }];
      walk({ place: `${where.place}/{${pattern}}`, at }, child(located, 'patternProperties', pattern), seen);
    }
    if (object.additionalProperties === false) {
      // What the known properties must satisfy is promised by themselves.
      add(where, located, 'additionalProperties', {
        properties: Object.fromEntries(properties.map((name) => [name, true])),
        patternProperties: Object.fromEntries(patterns.map((pattern) => [pattern, true])),
        additionalProperties: false,
      });
    } else if (isObject(object.additionalProperties)) {
      const at: Step[] = [...where.at, { additionalTo: { properties, patterns } }];
      walk({ place: `${where.place}/*`, at }, child(located, 'additionalProperties'), seen);
    }
  };

  const walkArray = (where: Place, located: Located, seen: readonly string[]): void => {
    const prefix = arrayAt(located.object, 'prefixItems');
    for (const index of prefix.keys()) {
      walk(
        { place: `${where.place}[${index}]`, at: [...where.at, { item: index }] },
        child(located, 'prefixItems', index),
        seen,
      );
    }
    if (located.object.items === false) {
      const known = prefix.length === 0 ? {} : { prefixItems: prefix.map(() => true) };
      add(where, located, 'items', { ...known, items: false });
    } else if (isObject(located.object.items)) {
      walk(
        { place: `${where.place}[]`, at: [...where.at, { itemsFrom: prefix.length }] },
        child(located, 'items'),
        seen,
      );
    }
  };

  const walk = (where: Place, located: Located, seen: readonly string[]): void => {
    if (located.object === neverSchema) {
      add(where, located, 'false', neverSchema);
      return;
    }
    steps++;
    const isTooMuch = found.length > promisesMax || steps > stepsMax;
    if (located.ref !== null && (isTooMuch || seen.includes(located.pointer))) {
      add(where, located, '$ref', { $ref: `#${encodeURI(located.pointer)}` });
      return;
    }
    const passed = [...seen, located.pointer];
    addWhole(where, located);
    walkObject(where, located, passed);
    walkArray(where, located, passed);
    for (const index of arrayAt(located.object, 'allOf').keys()) walk(where, child(located, 'allOf', index), passed);
    if (located.ref === null) return;
    // Keywords beside a $ref stand in the referring objects, which the trail holds last (JSON Schema 2020-12, core, 8.2.3.1).
    for (const beside of located.trail.toReversed()) {
      if (beside === located.object || typeof beside.$ref !== 'string') break;
      walk(where, { ...located, object: beside, ref: null }, passed);
    }
  };

  walk({ place: '', at: [] }, root, []);
  room.take(found.length, steps);
  return found.filter(isPromised);
};
