import type { JsonValue } from '../../src/document/document.ts';
import { type SchemaParts, valuesOf } from './schema-parts.ts';

/** The types of JSON Schema, in the order in which one is chosen where several may be. */
const types = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'] as const;
export type ValueType = (typeof types)[number];

const keywordsOf: Readonly<Record<ValueType, readonly string[]>> = {
  object: [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
    'dependentRequired',
    'dependentSchemas',
    'unevaluatedProperties',
  ],
  array: [
    'items',
    'prefixItems',
    'contains',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minContains',
    'maxContains',
    'unevaluatedItems',
  ],
  string: ['pattern', 'format', 'minLength', 'maxLength', 'contentMediaType', 'contentEncoding'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  integer: [],
  boolean: [],
  null: [],
};

/** Formats of numbers, of OpenAPI. */
const numberFormats = ['int32', 'int64', 'float', 'double'];

/** The types that all parts permit, or null where none says anything. */
export const statedTypes = (parts: SchemaParts): readonly ValueType[] | null => {
  const lists = valuesOf(parts, 'type').map((type): readonly JsonValue[] => (Array.isArray(type) ? type : [type]));
  if (lists.length === 0) return null;
  const allows = (list: readonly JsonValue[], type: ValueType): boolean =>
    list.includes(type) || (type === 'integer' && list.includes('number'));
  const all = types.filter((type) => lists.every((list) => allows(list, type)));
  // The order is that of the schema, which says first what is usual.
  const first = lists[0] ?? [];
  const ordered = [...all].sort((one, other) => first.indexOf(one) - first.indexOf(other));
  return ordered.filter((type) => type !== 'integer' || !ordered.includes('number'));
};

/** The types that parts speak of by other keywords than `type`. */
export const impliedTypes = (parts: SchemaParts): readonly ValueType[] => {
  const implied = types.filter((type) =>
    parts.some((part) => keywordsOf[type].some((keyword) => part[keyword] !== undefined)),
  );
  const formats = valuesOf(parts, 'format').map(String);
  return implied.map((type) =>
    type === 'string' && formats.some((format) => numberFormats.includes(format)) ? 'integer' : type,
  );
};
