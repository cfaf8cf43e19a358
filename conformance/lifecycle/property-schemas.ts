import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
} from '../../src/document/document.ts';
import { follow } from '../../src/document/follow-reference.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { appliedSchemas } from '../../src/document/schema-view.ts';
import { haveDisjointTypes } from '../../src/schema/disjoint-types.ts';
import { patternOf } from '../../src/schema/pattern.ts';

/** The schemas that speak of one place of a value: in requests that write it, and in answers that show it. */
export interface PropertySchemas {
  readonly document: OpenApiDocument;
  readonly sent: readonly JsonObject[];
  readonly shown: readonly JsonObject[];
  /** Whether answers show it otherwise than requests write it, so that the two can't be compared. */
  readonly isShownOtherwise: boolean;
}

/** Some schemas with all that they are made of and all that they leave to choose, `$ref`s followed; each once, so that a schema which contains itself comes to an end. */
const spread = (document: OpenApiDocument, schemas: readonly (JsonValue | undefined)[]): readonly JsonObject[] => {
  const found = new Set<JsonObject>();
  const visit = (schema: JsonValue | undefined): void => {
    if (!isObject(schema)) return;
    const merged = mergedSchema(document, schema);
    if (found.has(merged)) return;
    found.add(merged);
    const { object } = follow(document, schema, '', []);
    for (const { schema: part, applies } of [object, merged].flatMap((one) => appliedSchemas(document, one)))
      if (applies !== 'tests') visit(part);
  };
  for (const schema of schemas) visit(schema);
  return [...found];
};

/** All that is said of a place to which some schemas apply. */
export const propertySchemas = (
  document: OpenApiDocument,
  { sent, shown }: Readonly<Record<'sent' | 'shown', readonly (JsonValue | undefined)[]>>,
): PropertySchemas => {
  const [writes, shows] = [sent.filter(isObject), shown.filter(isObject)];
  const isApart = (one: JsonObject): boolean => shows.every((other) => haveDisjointTypes(document, one, other));
  return {
    document,
    sent: spread(document, sent),
    shown: spread(document, shown),
    isShownOtherwise: writes.length > 0 && shows.length > 0 && writes.every(isApart),
  };
};

const namedIn = (schema: JsonObject, name: string): JsonValue | undefined =>
  isObject(schema.properties) && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;

/** What a schema says of a member, by its name, by a pattern of names, or as of all others. */
const ofMember = (schema: JsonObject, name: string): readonly JsonValue[] => {
  const patterns = isObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const found = [
    namedIn(schema, name),
    ...patterns.filter(([one]) => patternOf(one)?.matches(name)).map(([, one]) => one),
  ];
  const told = found.filter((one) => one !== undefined);
  return told.length > 0 || !isObject(schema.additionalProperties) ? told : [schema.additionalProperties];
};

/** The schemas of a member of the objects at a place. */
export const saidOfMember = ({ document, sent, shown }: PropertySchemas, name: string): PropertySchemas =>
  propertySchemas(document, {
    sent: sent.flatMap((schema) => ofMember(schema, name)),
    shown: shown.flatMap((schema) => ofMember(schema, name)),
  });

const ofItem = (schema: JsonObject, index: number): JsonValue | undefined =>
  arrayAt(schema, 'prefixItems')[index] ?? schema.items;

/** The schemas of an item of the arrays at a place. */
export const saidOfItem = ({ document, sent, shown }: PropertySchemas, index: number): PropertySchemas =>
  propertySchemas(document, {
    sent: sent.map((schema) => ofItem(schema, index)),
    shown: shown.map((schema) => ofItem(schema, index)),
  });

/** Whether schemas name a member. */
export const isNamed = (schemas: readonly JsonObject[], name: string): boolean =>
  schemas.some((schema) => namedIn(schema, name) !== undefined);

/** Whether schemas name the members of their objects, and say nothing of this one: neither by a pattern nor as of all others. */
export const isLeftOut = (schemas: readonly JsonObject[], name: string): boolean =>
  schemas.some(({ properties }) => isObject(properties) && Object.keys(properties).length > 0) &&
  schemas.every((schema) => ofMember(schema, name).length === 0);
