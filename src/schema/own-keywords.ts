import type { JsonValue } from '../document/document.ts';
import { canonicalJson, sameJson } from '../document/same-json.ts';
import { isMultipleOf } from './multiple.ts';

/** What is wrong with a value, as Ajv says it. */
interface Fault {
  readonly message: string;
  readonly params: object;
}

/** A keyword that is judged here in Ajv's stead, with its words. */
export interface OwnKeyword {
  readonly keyword: string;
  /** The type of value that it speaks of; any if left out. */
  readonly type?: 'number' | 'array';
  readonly schemaType?: 'number' | 'array' | 'boolean';
  /** Judges values by what stands at the keyword; null where nothing is wrong. */
  judge(stated: never): (value: never) => Fault | null;
}

/** The places of two items that are equal; null where there are none. */
const equalItems = (items: readonly JsonValue[]): readonly [number, number] | null => {
  // Each by its text: a long list is not compared with itself, item by item.
  const placeOf = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonicalJson(item);
    const place = placeOf.get(text);
    if (place !== undefined) return [place, index];
    placeOf.set(text, index);
  }
  return null;
};

/** Ajv divides binary fractions, by which 19.99 is no multiple of 0.01. */
const multipleOf: OwnKeyword = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  judge: (step: number) => (value: number) =>
    isMultipleOf(value, step) ? null : { message: `must be multiple of ${step}`, params: { multipleOf: step } },
};

/** Ajv asks values for their `valueOf` and `toString`, which may be members of their own, or not there. */
const uniqueItems: OwnKeyword = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  judge: (wanted: boolean) => (items: readonly JsonValue[]) => {
    const [first, second] = (wanted ? equalItems(items) : null) ?? [];
    if (first === undefined) return null;
    const message = `must NOT have duplicate items (items ## ${first} and ${second} are identical)`;
    return { message, params: { i: second, j: first } };
  },
};

const constant: OwnKeyword = {
  keyword: 'const',
  judge: (allowedValue: JsonValue) => (value: JsonValue) =>
    sameJson(value, allowedValue) ? null : { message: 'must be equal to constant', params: { allowedValue } },
};

/** An empty list, which JSON Schema permits (validation, 6.1.2) and Ajv refuses, allows nothing. */
const enumeration: OwnKeyword = {
  keyword: 'enum',
  schemaType: 'array',
  judge: (allowedValues: readonly JsonValue[]) => (value: JsonValue) =>
    allowedValues.some((one) => sameJson(value, one))
      ? null
      : { message: 'must be equal to one of the allowed values', params: { allowedValues } },
};

export const ownKeywords = [multipleOf, uniqueItems, constant, enumeration] as const;
