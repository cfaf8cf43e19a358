import type { Clause } from '../clauses/clause.ts';
import { arrayAt, isObject, type JsonObject, type JsonValue, objectAt } from '../document/document.ts';
import { ownEntry } from '../document/own-entry.ts';
import { candidateValues } from './candidate-values.ts';
import { mutations } from './mutations.ts';
import { nearMisses } from './near-miss.ts';
import { oddValues, unexpectedName } from './odd-values.ts';

const otherIntegers: Readonly<Record<string, readonly JsonValue[]>> = {
  int32: [2_147_483_648, -2_147_483_649],
  int64: [1e19, -1e19],
};

/** The longest text that is made to be too long: longer than what any common column of a database holds, and far from any limit of a body. */
const brokenCharactersMax = 100_000;

/** The most items or properties that are made to be too many: each may be of some size. */
const brokenEntriesMax = 10_000;

/** Those of some sizes that a value may be made of. What permits more (2³¹ − 1, say) stands for no bound, and is not broken. */
const makeable = (sizes: readonly number[], max: number): readonly number[] => sizes.filter((size) => size <= max);

const enumMisses = (allowed: readonly JsonValue[]): readonly JsonValue[] => {
  const texts = allowed.filter((value) => typeof value === 'string');
  const first = texts[0] ?? 'example';
  return [
    `${first}x`,
    first.slice(0, -1),
    first.toUpperCase(),
    ` ${first}`,
    `${first} `,
    'unknown',
    '',
    0,
    -1,
    1000,
    true,
    false,
    null,
  ];
};

const longer = (text: string, length: number): string => text.padEnd(length, text === '' ? 'x' : text);

const repeated = (items: readonly JsonValue[], length: number): JsonValue[] =>
  Array.from({ length }, (_, index) => items[index % Math.max(1, items.length)] ?? 'text');

const without = (object: JsonObject, names: readonly JsonValue[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

const stringMisses = (schema: JsonObject, kind: Clause['kind'], value: string): readonly JsonValue[] | null => {
  if (kind === 'minLength') return [value.slice(0, Number(schema.minLength) - 1), ''];
  if (kind === 'maxLength') {
    const most = Number(schema.maxLength);
    return makeable([most + 1, most * 2 + 1], brokenCharactersMax).map((length) => longer(value, length));
  }
  return null;
};

const numberMisses = (schema: JsonObject, kind: Clause['kind'], value: number): readonly JsonValue[] | null => {
  const limit = Number(schema[kind]);
  // What is near the value gets past whoever rounds, or reads as much of a text as is a number, and keeps every bound.
  if (kind === 'type') return [value + 0.5, value - 0.5, `${value}abc`, String(value), ...oddValues];
  if (kind === 'minimum') return [limit - 1, limit - 1000];
  if (kind === 'maximum') return [limit + 1, limit + 1000];
  if (kind === 'exclusiveMinimum' || kind === 'exclusiveMaximum') return [limit];
  if (kind === 'multipleOf') return [limit / 2, limit * 1.5, limit + 1, 1, 1e15 + 1, value / 2];
  return null;
};

const arrayMisses = (
  schema: JsonObject,
  kind: Clause['kind'],
  value: readonly JsonValue[],
): readonly JsonValue[] | null => {
  if (kind === 'minItems') return [value.slice(0, Number(schema.minItems) - 1)];
  if (kind === 'maxItems')
    return makeable([Number(schema.maxItems) + 1], brokenEntriesMax).map((length) => repeated(value, length));
  if (kind === 'uniqueItems') {
    const [first = 'text'] = value;
    return [[...value, first], ...(value.length > 1 ? [value.with(1, first)] : []), [first, first]];
  }
  if (kind === 'items') return oddValues.map((odd) => [...value, odd]);
  return null;
};

const objectMisses = (schema: JsonObject, kind: Clause['kind'], value: JsonObject): readonly JsonValue[] | null => {
  if (kind === 'required') return [without(value, arrayAt(schema, 'required'))];
  if (kind === 'additionalProperties')
    return ['text', ...oddValues].map((odd) => ({ ...value, [unexpectedName]: odd }));
  if (kind === 'minProperties')
    return [Object.fromEntries(Object.entries(value).slice(0, Number(schema.minProperties) - 1))];
  if (kind === 'maxProperties') {
    return makeable([Number(schema.maxProperties) + 1], brokenEntriesMax).map((length) => {
      const more = Array.from({ length }, (_, index) => [`${unexpectedName}${index}`, 'text']);
      return { ...value, ...Object.fromEntries(more) };
    });
  }
  return null;
};

/** Properties that ask for others, without those. */
const dependentMisses = (schema: JsonObject, value: JsonObject): readonly JsonValue[] =>
  Object.entries(objectAt(schema, 'dependentRequired')).flatMap(([name, others]) =>
    (Array.isArray(others) ? others : []).map((other) => without({ ...value, [name]: value[name] ?? 'text' }, [other])),
  );

/** Properties that bring a schema with them, beside values that it may not take. */
const dependentSchemaMisses = (schema: JsonObject, value: JsonObject): readonly JsonValue[] =>
  Object.entries(objectAt(schema, 'dependentSchemas')).flatMap(([name, dependent]) => {
    const whole = { ...value, [name]: value[name] ?? 'text' };
    const beside = candidateValues(dependent).filter(isObject);
    return [whole, ...[whole, ...beside.map((more) => ({ ...whole, ...more }))].flatMap(mutations)];
  });

/** Names that a schema for names may not take, beside those that are there. */
const unlikelyNames = [unexpectedName, '', 'x', 'X', '0', 'unexpected property', '\u00e4', 'x'.repeat(100)];

/** Kinds that are judged whole and have no way of their own to be broken. */
const whole: readonly Clause['kind'][] = [
  'anyOf',
  'oneOf',
  'not',
  'if',
  '$ref',
  'contains',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
];

/** Values that the parts of a whole may take, put into the value that is there: a second branch of `oneOf` is kept so, or what `not` forbids. */
const wholeMisses = (clause: Clause, value: JsonValue): readonly JsonValue[] => {
  const schema = clause.schema ?? {};
  const { not, contains, propertyNames, dependentRequired, dependentSchemas } = schema;
  const candidates = [
    ...(not === undefined ? [] : candidateValues(not)),
    ...candidateValues({ ...schema, not: not ?? false }),
    ...(contains === undefined ? [] : candidateValues(schema)),
  ];
  const own = isObject(value)
    ? [
        ...(dependentRequired === undefined ? [] : dependentMisses(schema, value)),
        ...(dependentSchemas === undefined ? [] : dependentSchemaMisses(schema, value)),
        ...(propertyNames === undefined
          ? []
          : unlikelyNames.flatMap((name) =>
              [0, 'text', value[Object.keys(value)[0] ?? ''] ?? true].map((inner) => ({ ...value, [name]: inner })),
            )),
        ...candidates.filter(isObject).map((more) => ({ ...value, ...more })),
      ]
    : [];
  const lists = Array.isArray(value)
    ? [
        ...candidates.filter(Array.isArray).flatMap((more): JsonValue[] => [
          [...value, ...more],
          [...value, ...more.slice(value.length)],
        ]),
        ...candidates.map((item) => [item]),
      ]
    : [];
  const all = [...own, ...lists, ...mutations(value), ...candidates];
  return [...all, ...oddValues, ...candidates.slice(0, candidatesMax).flatMap(mutations)];
};

/** Conjured values that are changed in their turn. */
const candidatesMax = 4;

/**
 * Values that may break a clause, made from one that doesn't, the most telling first.
 * Whether each does, and breaks nothing else, is checked by who sends it.
 */
export const brokenValues = (
  clause: Clause,
  value: JsonValue,
  { url, format }: { readonly url: boolean; readonly format: string | null },
): readonly JsonValue[] => {
  const schema = clause.schema ?? {};
  const { kind } = clause;
  if (kind === 'enum') return enumMisses(arrayAt(schema, 'enum'));
  if (kind === 'const') return enumMisses([schema.const ?? null]);
  if ((kind === 'pattern' || kind === 'format') && typeof value === 'string') return nearMisses(value, { url, format });
  // Where there is null, or nothing, a text of the format's kind can stand.
  if (kind === 'format') return ownEntry(otherIntegers, schema.format) ?? nearMisses('', { url, format });
  if (whole.includes(kind)) return wholeMisses(clause, value);
  const misses =
    (typeof value === 'string' ? stringMisses(schema, kind, value) : null) ??
    (typeof value === 'boolean' && kind === 'type' ? [String(value), String(!value), ...oddValues] : null) ??
    (typeof value === 'number' ? numberMisses(schema, kind, value) : null) ??
    (Array.isArray(value) ? arrayMisses(schema, kind, value) : null) ??
    (isObject(value) ? objectMisses(schema, kind, value) : null);
  return misses ?? oddValues;
};
