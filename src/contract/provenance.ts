import { isObject, type JsonObject, type JsonValue, stringAt } from '../document/document.ts';
import type { Trail } from '../document/follow-reference.ts';
import type { Level, Source } from './api-description.ts';

const levelAt = (object: JsonObject, promise: string): Level | undefined => {
  const level = object['x-level'];
  if (typeof level === 'string') return level as Level;
  return isObject(level) ? (level[promise] as Level | undefined) : undefined;
};

/** The level of a promise: the nearest `x-level` that speaks for it, or MUST where nothing else is given. */
export const levelOf = (trail: Trail, promise: string, otherwise: Level = 'MUST'): Level => {
  for (const object of trail.toReversed()) {
    const level = levelAt(object, promise);
    if (level !== undefined) return level;
  }
  return otherwise;
};

const citationsAt = (object: JsonObject): readonly JsonObject[] => {
  const source: JsonValue | undefined = object['x-source'];
  return (Array.isArray(source) ? source : [source]).filter(isObject);
};

const citationAsSource = (root: JsonObject, citation: JsonObject): Source => {
  const document = stringAt(citation, 'document') ?? '';
  return {
    document,
    title: stringAt(root['x-documents'], document) ?? document,
    says: stringAt(citation, 'says') ?? '',
  };
};

const naming = (object: JsonObject, promise: string): JsonObject | undefined =>
  citationsAt(object).find(({ of }) => Array.isArray(of) && of.includes(promise));

/** The nearest citation that names a promise, or null. */
export const citationNaming = (trail: Trail, promise: string): Source | null => {
  const citation = trail.findLast((object) => naming(object, promise) !== undefined);
  const found = citation === undefined ? undefined : naming(citation, promise);
  return found === undefined ? null : citationAsSource(trail[0] ?? {}, found);
};

/** The citation of a promise: the nearest `x-source` that speaks for it, one that names it before one that doesn't. */
export const sourceOf = (trail: Trail, promise: string): Source | null => {
  for (const object of trail.toReversed()) {
    const found = naming(object, promise) ?? citationsAt(object).find(({ of }) => of === undefined);
    if (found !== undefined) return citationAsSource(trail[0] ?? {}, found);
  }
  return null;
};
