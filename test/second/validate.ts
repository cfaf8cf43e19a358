import type { Dialect } from './dialect.ts';
import { isObject } from './write-json.ts';

/** What is wrong with a value, or null. */
export type Check = (value: unknown) => string | null;

/** What an object may hold. */
export type Shape = Readonly<Record<string, { readonly required: boolean; readonly check: Check }>>;

export const isBoolean: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false');

export const isInt32: Check = (value) =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value + 0.5) < 2 ** 31
    ? null
    : 'must be a whole number of 32 bits';

/** Checks that a value is text, and what else is asked of it. */
export const isText =
  (further: (text: string) => string | null = () => null): Check =>
  (value) =>
    typeof value === 'string' ? further(value) : 'must be text';

/** Checks that a value is an array, and each of its items. */
export const isArrayOf =
  (item: Check, further: (items: readonly unknown[]) => string | null = () => null): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'must be an array';
    for (const [index, one] of value.entries()) {
      const problem = item(one);
      if (problem !== null) return `holds at ${index} what ${problem}`;
    }
    return further(value);
  };

/** Takes away the properties that a dialect reads as not given. */
export const withoutAbsent = (
  value: Readonly<Record<string, unknown>>,
  { nulls }: Pick<Dialect, 'nulls'>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => nulls === 'refused' || item !== null));

/** What is wrong with an object of a shape, or null. */
export const problemOf = (
  value: unknown,
  shape: Shape,
  dialect: Pick<Dialect, 'nulls' | 'unknownProperties'>,
): string | null => {
  if (!isObject(value)) return 'must be an object';
  const given = withoutAbsent(value, dialect);
  for (const [name, { required, check }] of Object.entries(shape)) {
    const problem = Object.hasOwn(given, name) ? check(given[name]) : required ? 'is required' : null;
    if (problem !== null) return `${name} ${problem}`;
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(shape, name));
  return dialect.unknownProperties === 'refused' && unknown !== undefined
    ? `${JSON.stringify(unknown)} is no property`
    : null;
};
