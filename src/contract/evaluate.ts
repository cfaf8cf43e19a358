import type { Clause, Step } from './clause.ts';
import { arrayAt, isObject, type JsonObject, type JsonValue, type OpenApiDocument } from './document.ts';
import { pointerTo } from './json-pointer.ts';
import { jsonValueOf } from './json-text.ts';
import { isJsonMediaType } from './media-type.ts';
import { regexpOf } from './pattern.ts';
import { requestDocument } from './request-document.ts';
import { type SchemaValidator, type SchemaViolation, schemaValidator } from './schema-validator.ts';

/** A value at its place. */
export interface PlacedValue {
  /** JSON Pointer from the root of the body or parameter. */
  readonly pointer: string;
  readonly value: JsonValue;
}

/** How a clause fared with one body, parameter or header. */
export interface Evaluation {
  /** How many values its keyword met. */
  readonly cases: number;
  readonly violations: readonly (PlacedValue & { readonly message: string })[];
}

/** Judges a value by one clause of a contract. `status` is that of the answer, for what must hold it. */
export type Evaluate = (clause: Clause, root: JsonValue | undefined, status?: number) => Evaluation;

const children = ({ pointer, value }: PlacedValue, step: Step): PlacedValue[] => {
  if (Array.isArray(value)) {
    if ('item' in step) {
      const item: JsonValue | undefined = value[step.item];
      return item === undefined ? [] : [{ pointer: pointerTo(pointer, step.item), value: item }];
    }
    if (!('itemsFrom' in step)) return [];
    return value
      .slice(step.itemsFrom)
      .map((item, index) => ({ pointer: pointerTo(pointer, step.itemsFrom + index), value: item }));
  }
  if (!isObject(value)) return [];
  return keysFor(value, step).map((key) => ({ pointer: pointerTo(pointer, key), value: value[key] ?? null }));
};

const keysFor = (object: JsonObject, step: Step): string[] => {
  if ('property' in step) return Object.hasOwn(object, step.property) ? [step.property] : [];
  if ('pattern' in step) return Object.keys(object).filter((key) => regexpOf(step.pattern)?.test(key));
  if (!('additionalTo' in step)) return [];
  const { properties, patterns } = step.additionalTo;
  return Object.keys(object).filter(
    (key) => !properties.includes(key) && !patterns.some((pattern) => regexpOf(pattern)?.test(key)),
  );
};

/** Gives the values that a clause speaks of, with their places. */
export const valuesAt = (root: JsonValue | undefined, at: readonly Step[]): readonly PlacedValue[] => {
  const roots: PlacedValue[] = root === undefined ? [] : [{ pointer: '', value: root }];
  return at.reduce<PlacedValue[]>((found, step) => found.flatMap((placed) => children(placed, step)), roots);
};

/** The types of value that keywords speak of (JSON Schema 2020-12, validation, 6); others speak of any. */
const typeFor: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  ...Object.fromEntries(
    ['pattern', 'minLength', 'maxLength', 'contentMediaType'].map((keyword) => [
      keyword,
      (value: JsonValue) => typeof value === 'string',
    ]),
  ),
  ...Object.fromEntries(
    ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map((keyword) => [
      keyword,
      (value: JsonValue) => typeof value === 'number',
    ]),
  ),
  ...Object.fromEntries(
    ['minItems', 'maxItems', 'uniqueItems', 'contains', 'items', 'unevaluatedItems'].map((keyword) => [
      keyword,
      Array.isArray,
    ]),
  ),
  ...Object.fromEntries(
    [
      'required',
      'minProperties',
      'maxProperties',
      'propertyNames',
      'additionalProperties',
      'unevaluatedProperties',
      'dependentRequired',
      'dependentSchemas',
    ].map((keyword) => [keyword, isObject]),
  ),
  format: (value) => typeof value === 'string' || typeof value === 'number',
};

/** Gives the content of a text; null where its encoding is none that this tool reads (JSON Schema 2020-12, validation, 8.3). */
const contentOf = (text: string, encoding: JsonValue | undefined): string | null => {
  if (encoding === undefined) return text;
  return encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : null;
};

/** What is evaluated by the keywords beside it only `unevaluatedProperties` and `unevaluatedItems` have to know; that it is right, those promise themselves. */
const isAbout =
  (keyword: string) =>
  ({ schemaPath }: SchemaViolation): boolean =>
    schemaPath === `#/${keyword}` || schemaPath.startsWith(`#/${keyword}/`);

/** Makes the judge of a contract's document. Compiled schemas are kept for as long as it lives. */
export const evaluator = (document: OpenApiDocument): Evaluate => {
  const validator = schemaValidator(document);
  const ofRequests = schemaValidator(requestDocument(document));
  const validatorOf = ({ subject }: Clause): SchemaValidator => (subject.of === 'request' ? ofRequests : validator);
  /** One schema for each `type`, so that its validator is found at once. */
  const typeSchemas = new Map<JsonValue, JsonObject>();
  const schemaOfType = (type: JsonValue): JsonObject => {
    const schema = typeSchemas.get(type) ?? { type };
    typeSchemas.set(type, schema);
    return schema;
  };

  const messageFor = (clause: Clause, value: JsonValue, status: number | undefined): string | null => {
    if (clause.kind === 'holds') return value === status ? null : `must be the HTTP status, ${status}`;
    if (clause.kind === 'contentMediaType') {
      const wanted = String(clause.schema?.contentMediaType);
      const text = contentOf(String(value), clause.schema?.contentEncoding);
      return isJsonMediaType(wanted) && text !== null && jsonValueOf(text) === undefined
        ? `must be the text of a ${wanted} value`
        : null;
    }
    const found = validatorOf(clause).compile(clause.schema ?? true)(value);
    const [violation] = clause.kind.startsWith('unevaluated') ? found.filter(isAbout(clause.kind)) : found;
    if (violation === undefined) return null;
    return clause.kind === 'required'
      ? `must have the property ${String(arrayAt(clause.schema ?? {}, 'required')[0])}`
      : violation.message;
  };

  const meets = (clause: Clause, value: JsonValue): boolean => {
    if (!(typeFor[clause.kind]?.(value) ?? true)) return false;
    return clause.givenType === null || validator.compile(schemaOfType(clause.givenType))(value).length === 0;
  };

  return (clause, root, status) => {
    const met = valuesAt(root, clause.at).filter(({ value }) => meets(clause, value));
    const violations = met.flatMap((placed) => {
      const message = messageFor(clause, placed.value, status);
      return message === null ? [] : [{ ...placed, message }];
    });
    return { cases: met.length, violations };
  };
};
