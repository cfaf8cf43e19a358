import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  type Schema,
} from '../document/document.ts';
import { escapeToken } from '../document/json-pointer.ts';
import { messageDocument } from '../document/message-document.ts';
import { timesLate } from '../schema/judged-in-time.ts';
import { patternOf, timesUntested } from '../schema/pattern.ts';
import { holdsContent } from '../schema/promised-content.ts';
import { speaksOf } from '../schema/promised-format.ts';
import { type SchemaValidator, type SchemaViolation, schemaValidator } from '../schema/schema-validator.ts';
import type { Clause, Step } from './clause.ts';
import { givenUpIn } from './given-up.ts';

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
  /** The first of them, up to `violationsMax`. */
  readonly violations: readonly (PlacedValue & { readonly message: string })[];
  /** How many values were not looked at, where there are more than are. */
  readonly leftOut?: number;
  /** Whether the clause took too long to judge the values by. */
  readonly isLate?: true;
}

/**
 * Judges a value by one clause of a contract. `status` is that of the answer, for what must hold it; `valuesMax` says how many values are
 * looked at, spread over all that there are: all of them if it is left out.
 */
export type Evaluate = (clause: Clause, root: JsonValue | undefined, status?: number, valuesMax?: number) => Evaluation;

/** More ways in which one message breaks one clause tell nobody anything; each has a sentence of its own. */
const violationsMax = 100;

/** A larger value is not judged whole, in values inside each other: what is wrong in it would be told for each of them. */
const wholeValuesMax = 100_000;

/** Chooses so many of some, the first and the last among them, evenly spread. */
const spread = <One>(all: readonly One[], max: number): readonly One[] => {
  if (all.length <= max) return all;
  if (max === 1) return all.slice(0, 1);
  return Array.from({ length: max }, (_, index) => all[Math.round((index * (all.length - 1)) / (max - 1))] as One);
};

/** The names or indexes by which a step finds values. */
const tokensFor = (value: JsonValue, step: Step): readonly (string | number)[] => {
  if (isObject(value)) return keysFor(value, step);
  if (!Array.isArray(value)) return [];
  if ('item' in step) return step.item < value.length ? [step.item] : [];
  return 'itemsFrom' in step ? [...value.keys()].slice(step.itemsFrom) : [];
};

const keysFor = (object: JsonObject, step: Step): readonly string[] => {
  if ('property' in step) return Object.hasOwn(object, step.property) ? [step.property] : [];
  if ('pattern' in step) return Object.keys(object).filter((key) => patternOf(step.pattern)?.matches(key));
  if (!('additionalTo' in step)) return [];
  const { properties, patterns } = step.additionalTo;
  return Object.keys(object).filter(
    (key) => !properties.includes(key) && !patterns.some((pattern) => patternOf(pattern)?.matches(key)),
  );
};

const memberAt = ({ pointer, value }: PlacedValue, token: string | number): PlacedValue => ({
  pointer: `${pointer}/${escapeToken(String(token))}`,
  value: (value as Readonly<Record<string, JsonValue>>)[token] ?? null,
});

/** The values that a clause speaks of, with their places: so many at the most, and how many more there are. */
const someValuesAt = (
  root: JsonValue | undefined,
  at: readonly Step[],
  max: number,
): { readonly values: readonly PlacedValue[]; readonly leftOut: number } => {
  let values: readonly PlacedValue[] = root === undefined ? [] : [{ pointer: '', value: root }];
  let leftOut = 0;
  for (const step of at) {
    if (values.length === 0) break;
    // Each of several lists gets the same share, so that none hides another.
    const share = Math.max(1, Math.floor(max / values.length));
    values = values.flatMap((placed) => {
      const tokens = tokensFor(placed.value, step);
      const chosen = spread(tokens, share);
      leftOut += tokens.length - chosen.length;
      return chosen.map((token) => memberAt(placed, token));
    });
  }
  return { values, leftOut };
};

/** The values that a clause speaks of, with their places. */
export const valuesAt = (root: JsonValue | undefined, at: readonly Step[]): readonly PlacedValue[] =>
  someValuesAt(root, at, Number.POSITIVE_INFINITY).values;

/** Counts the values inside a value, up to a number of them. */
const countUpTo = (value: JsonValue, max: number): number => {
  let count = 0;
  const open: JsonValue[] = [value];
  while (open.length > 0 && count <= max) {
    const one = open.pop() ?? null;
    if (typeof one !== 'object' || one === null) continue;
    const members = Object.values(one);
    count += members.length;
    if (count <= max) open.push(...members);
  }
  return count;
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

/** The keywords that look at all that is inside of a value. */
const wholeKinds: readonly Clause['kind'][] = [
  'anyOf',
  'oneOf',
  'not',
  'if',
  '$ref',
  'contains',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
  'uniqueItems',
  'enum',
  'const',
];

/** What is wrong with a value by a schema, but not what is wrong already by the keywords beside one of its own. */
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
   * What is wrong with a value by a clause's schema. A value that keeps it as the document writes it is right as well: what
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

  /** Whether a clause's keyword looks at all that is inside of a value, and that is too much. */
  const isTooLarge = ({ kind }: Clause, value: JsonValue): boolean =>
    wholeKinds.includes(kind) && countUpTo(value, wholeValuesMax) > wholeValuesMax;

  const meets = (clause: Clause, value: JsonValue): boolean => {
    if (!(typeFor[clause.kind]?.(value) ?? true)) return false;
    if (clause.kind === 'format' && !speaksOf(clause.schema?.format, value)) return false;
    return clause.givenType === null || validator.compile(schemaOfType(clause.givenType))(value).length === 0;
  };

  /** Judges values by a clause, one after the other, until one takes too long. */
  const judgeValues = (
    clause: Clause,
    values: readonly PlacedValue[],
    status: number | undefined,
    isBounded: boolean,
  ): Evaluation & { readonly leftOut: number } => {
    const lateBefore = timesLate();
    const violations: (PlacedValue & { readonly message: string })[] = [];
    let [cases, leftOut] = [0, 0];
    for (const placed of values) {
      if (!meets(clause, placed.value)) continue;
      if (isBounded && isTooLarge(clause, placed.value)) {
        leftOut++;
        continue;
      }
      const message = violations.length < violationsMax ? messageFor(clause, placed.value, status) : null;
      // The next value would take as long.
      if (timesLate() !== lateBefore) return { cases, violations, leftOut, isLate: true };
      cases++;
      if (message !== null) violations.push({ ...placed, message });
    }
    return { cases, violations, leftOut };
  };

  return (clause, root, status, valuesMax = Number.POSITIVE_INFINITY) => {
    const untestedBefore = timesUntested();
    const { values, leftOut: unseen } = someValuesAt(root, clause.at, valuesMax);
    const { leftOut: tooLarge, ...judged } = judgeValues(clause, values, status, valuesMax < Number.POSITIVE_INFINITY);
    // Asked last, since it may be this very value on which a pattern is given up. One that is too slow for long texts alone judges others.
    const slow = givenUpIn(document, clause);
    if (slow !== null && (slow.from === 0 || timesUntested() !== untestedBefore)) return nothingSaid;
    const leftOut = unseen + tooLarge;
    return { ...judged, ...(leftOut > 0 && { leftOut }) };
  };
};
