import { arrayAt, isObject, type JsonObject, type JsonValue, type OpenApiDocument, objectAt } from './document.ts';
import { valueAt } from './json-pointer.ts';
import { splitReference } from './reference-places.ts';

/** `$ref`s and `allOf`s inside each other that are followed: more than any readable contract has. Beyond it they go in circles. */
export const referencesMax = 32;

/** Schemas inside each other that are looked at for what they permit. A deeper one may contain itself, and is taken to permit anything. */
export const schemaLevelsMax = 8;

/** The part of a bundled document that a `$ref` names, or undefined where it names none. */
export const referredValue = (document: JsonValue, ref: JsonValue | undefined): JsonValue | undefined => {
  if (typeof ref !== 'string') return undefined;
  const { path, pointer } = splitReference(ref);
  return path === '' && pointer !== null ? valueAt(document, pointer) : undefined;
};

/**
 * Whether a value that keeps a schema also keeps a part of it: `always`, in `some` cases, or whether the part only `tests`
 * the value (JSON Schema 2020-12, core, 8.2.3.1 and 10.2).
 */
export type Applies = 'always' | 'some' | 'tests';

/** The keywords that apply schemas to the same value, not to its members or items. */
const listKeywords: readonly (readonly [keyword: string, Applies])[] = [
  ['allOf', 'always'],
  ['anyOf', 'some'],
  ['oneOf', 'some'],
];
const singleKeywords: readonly (readonly [keyword: string, Applies])[] = [
  ['then', 'some'],
  ['else', 'some'],
  ['if', 'tests'],
  ['not', 'tests'],
];

/** A schema that another applies to the same value. */
export interface AppliedSchema {
  readonly schema: JsonValue;
  readonly applies: Applies;
}

/** Returns the schemas that a schema itself applies to its value, in the order: `$ref`, lists, single ones, those that depend on a property. */
export const appliedSchemas = (document: OpenApiDocument, schema: JsonObject): readonly AppliedSchema[] => {
  const referred = referredValue(document, schema.$ref);
  return [
    ...(referred === undefined ? [] : [{ schema: referred, applies: 'always' as const }]),
    ...listKeywords.flatMap(([keyword, applies]) => arrayAt(schema, keyword).map((one) => ({ schema: one, applies }))),
    ...singleKeywords.flatMap(([keyword, applies]) => {
      const one = schema[keyword];
      return one === undefined ? [] : [{ schema: one, applies }];
    }),
    ...Object.values(objectAt(schema, 'dependentSchemas')).map((one) => ({ schema: one, applies: 'some' as const })),
  ];
};

/** Returns every schema that a value may have to keep which keeps the given one: itself, then what it applies, each once. A schema that only tests the value is none. */
export const schemasOfValue = (document: OpenApiDocument, schema: JsonValue | undefined): ReadonlySet<JsonObject> => {
  const found = new Set<JsonObject>();
  const visit = (one: JsonValue | undefined): void => {
    if (!isObject(one) || found.has(one)) return;
    found.add(one);
    for (const { schema: other, applies } of appliedSchemas(document, one)) if (applies !== 'tests') visit(other);
  };
  visit(schema);
  return found;
};
