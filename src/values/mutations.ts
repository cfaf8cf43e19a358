import { isObject, type JsonObject, type JsonValue } from '../document/document.ts';
import { oddValues, unexpectedName } from './odd-values.ts';

/** Properties or items of one value that are changed; the others are of the same kinds. */
const changedMax = 10;

const ofObject = (object: JsonObject): readonly JsonValue[] => {
  const names = Object.keys(object).slice(0, changedMax);
  return [
    ...names.map((name) => Object.fromEntries(Object.entries(object).filter(([other]) => other !== name))),
    ...oddValues.map((odd) => ({ ...object, [unexpectedName]: odd })),
    ...names.flatMap((name) => oddValues.map((odd) => ({ ...object, [name]: odd }))),
  ];
};

const ofArray = (items: readonly JsonValue[]): readonly JsonValue[] => {
  const places = [...items.keys()].slice(0, changedMax);
  return [
    ...places.map((place) => items.toSpliced(place, 1)),
    ...items.slice(0, changedMax).map((item) => [...items, item]),
    ...oddValues.map((odd) => [...items, odd]),
    ...places.flatMap((place) => oddValues.map((odd) => items.with(place, odd))),
    // A list can be too short for what only its later items show.
    ...oddValues.map((odd) => [...items, odd, odd]),
  ];
};

/** Values that differ from one in one place: less, more, or something else there. */
export const mutations = (value: JsonValue): readonly JsonValue[] => {
  if (Array.isArray(value)) return ofArray(value);
  if (isObject(value)) return ofObject(value);
  if (typeof value === 'number') {
    return [value + 1, value - 1, value + 0.5, value * 2, -value, value / 2, value / 3, value / 5];
  }
  return typeof value === 'string' ? [`${value}x`, value.slice(0, -1), value.repeat(2), `${value}xxx`] : [];
};
