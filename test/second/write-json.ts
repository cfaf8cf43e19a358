import type { Dialect } from './dialect.ts';
import type { Random } from './random.ts';

/** Whether a value is an object, and neither null nor an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a version of tomorrow may send besides. Some are named as others misread the documents. */
const extras = {
  result: null,
  _links: { self: { href: '/' } },
  tags: ['a', { b: 1 }],
  deletedAt: null,
  etag: 'W/"1"',
};

const orderers: Readonly<Record<Dialect['propertyOrder'], (names: readonly string[], random: Random) => string[]>> = {
  documented: (names) => [...names],
  reversed: (names) => names.toReversed(),
  random: (names, random) => random.shuffled(names),
};

/** Makes what writes values as JSON in the way of a dialect. Properties that are undefined are left out. */
export const createJsonWriter = (
  { extraProperties, propertyOrder, jsonText }: Dialect,
  random: Random,
): ((value: unknown) => string) => {
  const dress = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(dress);
    if (!isObject(value)) return value;
    const all: Readonly<Record<string, unknown>> = extraProperties ? { ...value, ...extras } : value;
    const names = orderers[propertyOrder](Object.keys(all), random);
    return Object.fromEntries(names.map((name) => [name, name in value ? dress(value[name]) : all[name]]));
  };
  return (value) => {
    const text = JSON.stringify(dress(value), null, jsonText === 'indented' ? 2 : undefined);
    if (jsonText !== 'escaped') return text;
    return text
      .replaceAll('/', '\\/')
      .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  };
};
