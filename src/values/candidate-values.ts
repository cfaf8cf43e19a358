import { arrayAt, isObject, type JsonObject, type JsonValue, objectAt } from '../document/document.ts';
import { oddValues } from './odd-values.ts';

/** Schemas inside each other that are looked at for values. Each level multiplies the values, and a deeper one seldom decides. */
const candidateLevelsMax = 4;

/** Values that are tried for one schema. */
const valuesMax = 12;

const ofType: Readonly<Record<string, readonly JsonValue[]>> = {
  null: [null],
  boolean: [true, false],
  integer: [42, 0, -1],
  number: [42, 0.5, -1],
  string: ['text', ''],
  array: [[], ['text']],
  object: [{}, { text: 'text' }],
};

const numbersOf = (schema: JsonObject): readonly number[] => {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const limits = [minimum, maximum].filter((limit) => typeof limit === 'number');
  const beyond = typeof exclusiveMinimum === 'number' ? [exclusiveMinimum + 1] : [];
  const below = typeof exclusiveMaximum === 'number' ? [exclusiveMaximum - 1] : [];
  const steps = typeof multipleOf === 'number' ? [multipleOf, multipleOf * 2] : [];
  return [...limits, ...beyond, ...below, ...steps];
};

const stringsOf = ({ minLength, maxLength }: JsonObject): readonly string[] =>
  [minLength, maxLength].flatMap((length) =>
    typeof length === 'number' && length < 1_000 ? ['x'.repeat(length)] : [],
  );

const objectsOf = (schema: JsonObject, depth: number): readonly JsonObject[] => {
  const properties = objectAt(schema, 'properties');
  const required = arrayAt(schema, 'required').map(String);
  const names = [...new Set([...required, ...Object.keys(properties)])];
  if (names.length === 0) return [];
  const made = (wanted: readonly string[]): JsonObject =>
    Object.fromEntries(wanted.map((name) => [name, candidatesOf(properties[name] ?? true, depth + 1)[0] ?? 'text']));
  return [made(names), made(required), ...names.map((name) => made([name]))];
};

const arraysOf = (schema: JsonObject, depth: number): readonly (readonly JsonValue[])[] => {
  const one = (item: JsonValue): JsonValue => candidatesOf(item, depth + 1)[0] ?? 'text';
  const prefix = arrayAt(schema, 'prefixItems');
  const lists: (readonly JsonValue[])[] = prefix.length > 0 ? [prefix.map(one)] : [];
  if (isObject(schema.items)) lists.push([one(schema.items)]);
  if (schema.contains !== undefined) {
    const contained = one(schema.contains);
    lists.push([contained], [contained, contained]);
  }
  return lists;
};

const together = (values: readonly JsonValue[]): readonly JsonValue[] =>
  values.length > 1 && values.every(isObject) ? [Object.assign({}, ...values)] : [];

const branchesOf = (schema: JsonObject, depth: number): readonly JsonValue[] => {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => arrayAt(schema, keyword));
  const single = ['if', 'then', 'else'].flatMap((keyword) => schema[keyword] ?? []);
  const branches = [...lists, ...single].map((branch) => candidatesOf(branch, depth + 1));
  const first = branches.flatMap(([value]) => (value === undefined ? [] : [value]));
  const twice = isObject(schema.not) ? candidatesOf(schema.not.not ?? false, depth + 1) : [];
  return [...together(first), ...branches.flat(), ...twice];
};

const candidatesOf = (schema: JsonValue, depth: number): readonly JsonValue[] => {
  if (schema === false || depth > candidateLevelsMax) return [];
  if (!isObject(schema)) return oddValues;
  if (schema.const !== undefined) return [schema.const];
  if (Array.isArray(schema.enum)) return schema.enum.slice(0, valuesMax);
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => typeof type === 'string');
  const values = [
    ...numbersOf(schema),
    ...stringsOf(schema),
    ...objectsOf(schema, depth),
    ...arraysOf(schema, depth),
    ...branchesOf(schema, depth),
    ...types.flatMap((type) => ofType[type] ?? []),
  ];
  return values.length === 0 ? oddValues : values.slice(0, valuesMax);
};

/** A few values that a schema may well take, without looking whether it does. References are not followed. */
export const candidateValues = (schema: JsonValue): readonly JsonValue[] => candidatesOf(schema, 0);
