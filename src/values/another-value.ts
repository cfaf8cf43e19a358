import { arrayAt, isObject, type JsonObject, type JsonValue } from '../document/document.ts';
import { jsonValueOf } from '../document/json-text.ts';
import type { SchemaValidator } from '../schema/schema-validator.ts';
import { sampleUrl } from '../schema/url-schema.ts';

/** A minute is long enough for a moved time to be seen, whatever digits it is shown with. */
const minuteMs = 60_000;

const candidatesFor = (schema: JsonObject, value: JsonValue): readonly JsonValue[] => {
  const listed = arrayAt(schema, 'enum');
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [...listed, value + 1, value - 1];
  if (typeof value === 'string') {
    const time = Date.parse(value);
    const moved = schema.format === 'date-time' && !Number.isNaN(time) ? [new Date(time - minuteMs).toISOString()] : [];
    return [
      ...listed,
      ...moved,
      `${value}x`,
      sampleUrl,
      `${sampleUrl}/other`,
      `{"text":${JSON.stringify(value)}}`,
      'text',
      '',
    ];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    const others = isObject(items) ? arrayAt(items, 'enum') : [];
    const absent = others.find((item) => !value.includes(item));
    return [value.slice(0, -1), ...(absent === undefined ? [] : [[...value, absent]]), [...value, 'other'], []];
  }
  if (isObject(value)) return [{ ...value, other: 'text' }, {}];
  return ['text', 0, true, [], {}];
};

/** A value that differs from one and satisfies the same schema, or undefined where none comes to mind. */
export const anotherValue = (
  validator: SchemaValidator,
  schema: JsonObject,
  value: JsonValue,
): JsonValue | undefined => {
  const judge = validator.compile(schema);
  const isJsonText = schema.contentMediaType === 'application/json';
  return candidatesFor(schema, value).find(
    (candidate) =>
      JSON.stringify(candidate) !== JSON.stringify(value) &&
      judge(candidate).length === 0 &&
      (!isJsonText || jsonValueOf(String(candidate)) !== undefined),
  );
};
