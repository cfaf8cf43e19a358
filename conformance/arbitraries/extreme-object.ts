import { arrayAt, type JsonObject, type JsonValue, objectAt } from '../../src/document/document.ts';
import { extremeItemsMax } from '../settings/limits.ts';
import { type Extreme, fixed } from './extreme.ts';
import { propertySchema, type SchemaParts, valuesOf } from './schema-parts.ts';

/** Names that nobody gives to a property, but somebody may. */
const oddNames = ['__proto__', 'constructor', '', '\u{1f642}', 'toString', ' ', '0', 'a.b[0]', '$ref'];

const pick = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));

/** Maps with unusual names: the values are those of an ordinary one. */
const extremeMaps = (ordinary: JsonObject): readonly Extreme[] => {
  const [value] = Object.values(ordinary);
  if (value === undefined) return [];
  return [
    fixed('an empty map', {}),
    ...oddNames.map((name) => fixed(`the name ${JSON.stringify(name)}`, { [name]: value })),
    {
      what: 'many entries',
      make: (size) =>
        Object.fromEntries(
          Array.from({ length: Math.max(1, Math.min(extremeItemsMax, size)) }, (_, index) => [
            `X-Name-${index}`,
            value,
          ]),
        ),
    },
  ];
};

/** Whether parts permit properties that they don't name, and say nothing of them. */
const isOpen = (parts: SchemaParts): boolean =>
  ['additionalProperties', 'unevaluatedProperties', 'propertyNames'].every((keyword) =>
    valuesOf(parts, keyword).every((value) => value === true),
  );

const extra: JsonValue = 'a property that no document names';

/** Extreme objects, made from an ordinary one: every kind of subset of what is optional, and more than is named. */
export const extremeObjects = (parts: SchemaParts, ordinary: JsonObject): readonly Extreme[] => {
  const named = parts.flatMap((part) => Object.keys(objectAt(part, 'properties')));
  const required = parts.flatMap((part) => arrayAt(part, 'required').map(String));
  if (named.length === 0) return isOpen(parts) ? [] : extremeMaps(ordinary);
  const optional = Object.keys(ordinary).filter((name) => !required.includes(name));
  const subsets =
    optional.length === 0
      ? []
      : [
          fixed('only what is required', pick(ordinary, required)),
          ...optional.map((name) => fixed(`of what is optional, only ${name}`, pick(ordinary, [...required, name]))),
          ...optional.map((name) =>
            fixed(
              `all but ${name}`,
              pick(
                ordinary,
                Object.keys(ordinary).filter((other) => other !== name),
              ),
            ),
          ),
        ];
  const others = ['x-unexpected', '__proto__', ''].filter((name) => propertySchema(parts, name) !== false);
  const reversed = Object.fromEntries(Object.entries(ordinary).toReversed());
  return [
    ...subsets,
    ...(isOpen(parts)
      ? others.map((name) => fixed(`the further property ${JSON.stringify(name)}`, { ...ordinary, [name]: extra }))
      : []),
    fixed('properties in another order', reversed),
  ];
};
