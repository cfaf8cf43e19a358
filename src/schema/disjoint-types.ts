import { arrayAt, isObject, type JsonObject, type JsonValue, type OpenApiDocument } from '../document/document.ts';
import { isJsonMediaType } from '../document/media-type.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import { schemaLevelsMax } from '../document/schema-view.ts';

/** Types of values; null where any is permitted. */
type Types = ReadonlySet<string> | null;

const typeOf = (value: JsonValue): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const both = (one: Types, other: Types): Types =>
  one === null || other === null ? (one ?? other) : new Set([...one].filter((type) => other.has(type)));

const either = (all: readonly Types[]): Types => {
  const told = all.filter((types) => types !== null);
  return told.length < all.length ? null : new Set(told.flatMap((types) => [...types]));
};

const named = ({ type }: JsonObject): Types =>
  type === undefined ? null : new Set([type].flat().map((one) => (one === 'integer' ? 'number' : String(one))));

const listed = ({ const: constant, enum: values }: JsonObject): Types =>
  constant !== undefined
    ? new Set([typeOf(constant)])
    : Array.isArray(values)
      ? new Set(values.map((value: JsonValue) => typeOf(value)))
      : null;

/** The types that a schema permits, without null, which stands for the absence of any. JSON text may stand for anything. */
const permittedTypes = (document: OpenApiDocument, schema: JsonValue | undefined, depth: number): Types => {
  const merged = mergedSchema(document, schema);
  const { contentMediaType } = merged;
  if (depth > schemaLevelsMax || (typeof contentMediaType === 'string' && isJsonMediaType(contentMediaType)))
    return null;
  const choices = ['anyOf', 'oneOf'].map((word) => arrayAt(merged, word)).filter((some) => some.length > 0);
  const types = [
    named(merged),
    listed(merged),
    ...choices.map((some) => either(some.map((one) => permittedTypes(document, one, depth + 1)))),
  ].reduce(both, null);
  return types === null ? null : new Set([...types].filter((type) => type !== 'null'));
};

/** Whether no value is of a type that two schemas permit, or no list has items of such a type: what is sent by the one is then shown otherwise by the other, say a name as the person who bears it. */
export const haveDisjointTypes = (
  document: OpenApiDocument,
  one: JsonValue | undefined,
  other: JsonValue | undefined,
  depth = 0,
): boolean => {
  const [these, those] = [permittedTypes(document, one, 0), permittedTypes(document, other, 0)];
  if (these === null || those === null || these.size === 0 || those.size === 0) return false;
  const shared = [...these].filter((type) => those.has(type));
  if (shared.length === 0) return true;
  if (depth > schemaLevelsMax || shared.some((type) => type !== 'array')) return false;
  const [item, shown] = [mergedSchema(document, one).items, mergedSchema(document, other).items];
  return isObject(item) && isObject(shown) && haveDisjointTypes(document, item, shown, depth + 1);
};
