import type { Clause } from './clause.ts';
import { arrayAt, isObject, type JsonObject, type JsonValue } from './document.ts';
import { nearMisses } from './near-miss.ts';

/** One value of every JSON type, and the edges of each. */
const oddValues: readonly JsonValue[] = [
  null,
  'text',
  42,
  true,
  ['text'],
  { text: 'text' },
  '',
  0,
  false,
  [],
  {},
  -1,
  0.5,
];

/** A name that no contract gives to a property. */
const unexpectedName = 'unexpectedProperty';

const otherIntegers: Readonly<Record<string, readonly JsonValue[]>> = {
  int32: [2_147_483_648, -2_147_483_649],
  int64: [1e19, -1e19],
};

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
  if (kind === 'maxLength')
    return [longer(value, Number(schema.maxLength) + 1), longer(value, Number(schema.maxLength) * 2 + 1)];
  return null;
};

const numberMisses = (schema: JsonObject, kind: Clause['kind']): readonly JsonValue[] | null => {
  const limit = Number(schema[kind]);
  if (kind === 'minimum') return [limit - 1, limit - 1000];
  if (kind === 'maximum') return [limit + 1, limit + 1000];
  if (kind === 'exclusiveMinimum' || kind === 'exclusiveMaximum') return [limit];
  if (kind === 'multipleOf') return [limit / 2, limit * 1.5];
  return null;
};

const arrayMisses = (
  schema: JsonObject,
  kind: Clause['kind'],
  value: readonly JsonValue[],
): readonly JsonValue[] | null => {
  if (kind === 'minItems') return [value.slice(0, Number(schema.minItems) - 1)];
  if (kind === 'maxItems') return [repeated(value, Number(schema.maxItems) + 1)];
  if (kind === 'uniqueItems') return [[...value, ...value.slice(0, 1)]];
  if (kind === 'items') return [[...value, 'text']];
  return null;
};

const objectMisses = (schema: JsonObject, kind: Clause['kind'], value: JsonObject): readonly JsonValue[] | null => {
  if (kind === 'required') return [without(value, arrayAt(schema, 'required'))];
  if (kind === 'additionalProperties') return [{ ...value, [unexpectedName]: 'text' }];
  if (kind === 'minProperties')
    return [Object.fromEntries(Object.entries(value).slice(0, Number(schema.minProperties) - 1))];
  if (kind === 'maxProperties') {
    const more = Array.from({ length: Number(schema.maxProperties) + 1 }, (_, index) => [
      `${unexpectedName}${index}`,
      'text',
    ]);
    return [{ ...value, ...Object.fromEntries(more) }];
  }
  return null;
};

/**
 * Gives values that may break a clause, made from one that doesn't, the most telling first.
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
  if (kind === 'format') return otherIntegers[String(schema.format)] ?? nearMisses('', { url, format });
  const misses =
    (typeof value === 'string' ? stringMisses(schema, kind, value) : null) ??
    (typeof value === 'number' ? numberMisses(schema, kind) : null) ??
    (Array.isArray(value) ? arrayMisses(schema, kind, value) : null) ??
    (isObject(value) ? objectMisses(schema, kind, value) : null);
  return misses ?? oddValues;
};
