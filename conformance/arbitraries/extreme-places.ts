import { isObject, type JsonObject, type JsonValue, objectAt } from '../../src/document/document.ts';
import { pointerTo } from '../../src/document/json-pointer.ts';
import { schemaLevelsMax } from '../../src/document/schema-view.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { extremeCharactersMax } from '../settings/limits.ts';
import { type Extreme, fixed } from './extreme.ts';
import { extremeArrays } from './extreme-array.ts';
import { extremeNumbers } from './extreme-number.ts';
import { extremeObjects } from './extreme-object.ts';
import { extremeStrings } from './extreme-string.ts';
import type { GenerationContext } from './generation.ts';
import { hasListed } from './listed-value.ts';
import { stringSchema } from './ordinary-string.ts';
import { isListed, itemSchema, propertySchema, type SchemaParts, schemaParts, valuesOf } from './schema-parts.ts';

/** Extreme values for one place of an ordinary value, the most telling first. */
export interface ExtremePlace {
  /** JSON Pointer into the ordinary value. */
  readonly pointer: string;
  readonly extremes: readonly Extreme[];
  /** Whether any text may be put there, as far as its schema goes. */
  readonly takesText: boolean;
}

/** Whether values come from somebody who knows them: of those, none is invented. `url` is only a kind of text. */
const isFromOutside = (parts: SchemaParts, context: GenerationContext): boolean =>
  [parts, schemaParts(context.document, itemSchema(parts, 0))]
    .flatMap((all) => valuesOf(all, 'x-values'))
    .some((values) => values !== 'url');

/** Extremes of the kind that an ordinary value is of. */
const extremesLike = (value: JsonValue, parts: SchemaParts): readonly Extreme[] => {
  if (isListed(parts)) return [];
  if (typeof value === 'string') return extremeStrings(stringSchema(parts));
  if (typeof value === 'number') {
    const whole = valuesOf(parts, 'type').some((type) => type === 'integer');
    return extremeNumbers(parts, { whole });
  }
  if (Array.isArray(value)) return extremeArrays(parts, value);
  return isObject(value) ? extremeObjects(parts, value) : [];
};

/** The extreme values that a schema permits in the places of an ordinary value. What only the target or its owner knows stays ordinary. */
export const extremePlaces = (
  context: GenerationContext,
  schema: JsonValue,
  ordinary: JsonValue,
): readonly ExtremePlace[] => {
  const { compile } = schemaValidator(context.document);
  const permits = (part: JsonValue, { make }: Extreme): boolean => {
    const value = make(extremeCharactersMax);
    return hasListed(value) || compile(part as JsonObject | boolean)(value).length === 0;
  };
  const walk = (part: JsonValue, value: JsonValue, pointer: string, depth: number): readonly ExtremePlace[] => {
    const parts = schemaParts(context.document, part);
    if (depth > schemaLevelsMax || hasListedItself(value) || isFromOutside(parts, context)) return [];
    const absence = value === null ? [] : [fixed('null', null)];
    const extremes = [...absence, ...extremesLike(value, parts)].filter((extreme) => permits(part, extreme));
    const own: ExtremePlace = { pointer, extremes, takesText: typeof value === 'string' && !isListed(parts) };
    const named = parts.flatMap((part) => Object.keys(objectAt(part, 'properties')));
    // The entries of a list or a map are all alike, so that one of them is enough.
    const entries = Object.entries(isObject(value) ? value : {}).filter(
      ([name], index) => (named.length === 0 ? index === 0 : true) && !context.ownerValues.has(name),
    );
    const inside = Array.isArray(value)
      ? value.slice(0, 1).flatMap((item) => walk(itemSchema(parts, 0), item, pointerTo(pointer, 0), depth + 1))
      : entries.flatMap(([name, inner]) =>
          walk(propertySchema(parts, name), inner, pointerTo(pointer, name), depth + 1),
        );
    return [...(extremes.length > 0 || own.takesText ? [own] : []), ...inside];
  };
  return walk(schema, ordinary, '', 0);
};

/** Whether a value is itself a stand-in, and not only something that holds one. */
const hasListedItself = (value: JsonValue): boolean =>
  hasListed(value) && !Array.isArray(value) && !Object.values(value ?? {}).some(hasListed);
