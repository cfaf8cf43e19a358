import type { Clause, Step } from './clause.ts';
import { arrayAt, isObject, type JsonObject, type JsonValue, type OpenApiDocument, type Schema } from './document.ts';
import { givenUpIn } from './given-up.ts';
import { escapeToken, pointerTo } from './json-pointer.ts';
import { messageDocument } from './message-document.ts';
import { patternOf } from './pattern.ts';
import { holdsContent } from './promised-content.ts';
import { speaksOf } from './promised-format.ts';
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
  if ('pattern' in step) return Object.keys(object).filter((key) => patternOf(step.pattern)?.matches(key));
  if (!('additionalTo' in step)) return [];
  const { properties, patterns } = step.additionalTo;
  return Object.keys(object).filter(
    (key) => !properties.includes(key) && !patterns.some((pattern) => patternOf(pattern)?.matches(key)),
  );
};

const memberAt = ({ pointer, value }: PlacedValue, name: string): PlacedValue[] =>
  isObject(value) && Object.hasOwn(value, name)
    ? [{ pointer: `${pointer}/${escapeToken(name)}`, value: value[name] ?? null }]
    : [];

/** Gives the values that a clause speaks of, with their places. */
export const valuesAt = (root: JsonValue | undefined, at: readonly Step[]): readonly PlacedValue[] => {
  let found: PlacedValue[] = root === undefined ? [] : [{ pointer: '', value: root }];
  for (const step of at) {
    if (found.length === 0) return found;
    // Most places are properties of one object, and every clause looks for its own in every value.
    found = found.flatMap((placed) => ('property' in step ? memberAt(placed, step.property) : children(placed, step)));
  }
  return found;
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
};

/** Gives what is wrong with a value by a schema, but not what is wrong already by the keywords beside one of its own. */
const violationsBy = (
  { compile }: SchemaValidator,
  keyword: string,
  schema: Schema,
  value: JsonValue,
): readonly SchemaViolation[] => {
  const found = compile(schema)(value);
  if (found.length === 0 || !keyword.startsWith('unevaluated') || !isObject(schema)) return found;
  // What is evaluated by those beside it only it has to know. Their errors are the same without it, and may bear any name: a `$ref`'s are its target's.
  const { [keyword]: _own, ...beside } = schema;
  const others = compile(beside)(value).map(textOf);
  return found.filter((violation) => {
    const index = others.indexOf(textOf(violation));
    if (index >= 0) others.splice(index, 1);
    return index < 0;
  });
};

const textOf = ({ pointer, schemaPath, message }: SchemaViolation): string =>
  JSON.stringify([pointer, schemaPath, message]);

/** Of a clause that can't be judged any more. */
const nothingSaid: Evaluation = { cases: 0, violations: [] };

/** Makes the judge of a contract's document. Compiled schemas are kept for as long as it lives. */
export const evaluator = (document: OpenApiDocument): Evaluate => {
  const validator = schemaValidator(document);
  const ofRequests = schemaValidator(messageDocument(document, 'request'));
  const ofAnswers = schemaValidator(messageDocument(document, 'response'));
  const validatorOf = ({ subject }: Clause): SchemaValidator => (subject.of === 'request' ? ofRequests : ofAnswers);
  /** One schema for each `type`, so that its validator is found at once. */
  const typeSchemas = new Map<JsonValue, JsonObject>();
  const schemaOfType = (type: JsonValue): JsonObject => {
    const schema = typeSchemas.get(type) ?? { type };
    typeSchemas.set(type, schema);
    return schema;
  };

  /**
   * Gives what is wrong with a value by a clause's schema. A value that keeps it as the document writes it is right as well: what
   * is left out may be what `not`, or another branch of `oneOf`, asks for.
   */
  const violationsOf = (clause: Clause, value: JsonValue): readonly SchemaViolation[] => {
    const schema = clause.schema ?? true;
    const found = violationsBy(validatorOf(clause), clause.kind, schema, value);
    if (found.length === 0 || validatorOf(clause) === validator) return found;
    const isRight = violationsBy(validator, clause.kind, clause.asWritten ?? schema, value).length === 0;
    return isRight ? [] : found;
  };

  const messageFor = (clause: Clause, value: JsonValue, status: number | undefined): string | null => {
    if (clause.kind === 'holds') return value === status ? null : `must be the HTTP status, ${status}`;
    if (clause.kind === 'contentMediaType') {
      const { contentMediaType: wanted } = clause.schema ?? {};
      return holdsContent(clause.schema ?? {}, String(value)) ? null : `must be the text of a ${wanted} value`;
    }
    const [violation] = violationsOf(clause, value);
    if (violation === undefined) return null;
    return clause.kind === 'required'
      ? `must have the property ${String(arrayAt(clause.schema ?? {}, 'required')[0])}`
      : violation.message;
  };

  const meets = (clause: Clause, value: JsonValue): boolean => {
    if (!(typeFor[clause.kind]?.(value) ?? true)) return false;
    if (clause.kind === 'format' && !speaksOf(clause.schema?.format, value)) return false;
    return clause.givenType === null || validator.compile(schemaOfType(clause.givenType))(value).length === 0;
  };

  return (clause, root, status) => {
    const met = valuesAt(root, clause.at).filter(({ value }) => meets(clause, value));
    const violations = met.flatMap((placed) => {
      const message = messageFor(clause, placed.value, status);
      return message === null ? [] : [{ ...placed, message }];
    });
    // Asked last, since it may be this very value on which a pattern is given up.
    return givenUpIn(document, clause) === null ? { cases: met.length, violations } : nothingSaid;
  };
};
