import type { Level, Source } from './contract.ts';
import { isObject, type JsonObject, type JsonValue, stringAt } from './document.ts';

/** The annotated objects on the way from the document's root to where a promise is made, the nearest last. */
export type Trail = readonly JsonObject[];

const levelAt = (object: JsonObject, promise: string): Level | undefined => {
  const level = object['x-level'];
  if (typeof level === 'string') return level as Level;
  return isObject(level) ? (level[promise] as Level | undefined) : undefined;
};

/** Gives the level of a promise: the nearest `x-level` that speaks for it, or MUST. */
export const levelOf = (trail: Trail, promise: string): Level => {
  for (const object of trail.toReversed()) {
    const level = levelAt(object, promise);
    if (level !== undefined) return level;
  }
  return 'MUST';
};

const citationsAt = (object: JsonObject): readonly JsonObject[] => {
  const source: JsonValue | undefined = object['x-source'];
  return (Array.isArray(source) ? source : [source]).filter(isObject);
};

/** Gives the citation of a promise: the nearest `x-source` that speaks for it, one that names it before one that doesn't. */
export const sourceOf = (trail: Trail, promise: string): Source | null => {
  const root = trail[0] ?? {};
  for (const object of trail.toReversed()) {
    const citations = citationsAt(object);
    const found =
      citations.find(({ of }) => Array.isArray(of) && of.includes(promise)) ??
      citations.find(({ of }) => of === undefined);
    if (found === undefined) continue;
    const document = stringAt(found, 'document') ?? '';
    return {
      document,
      title: stringAt(root['x-documents'], document) ?? document,
      says: stringAt(found, 'says') ?? '',
    };
  }
  return null;
};
