import type { JsonObject } from '../../src/contract/document.ts';
import { isComparable } from './changes.ts';
import type { Life } from './life.ts';
import { isSame } from './same-value.ts';

const writing = ['create', 'replace', 'edit'] as const;

/** Gives the properties that stay as they are for as long as nobody changes the resource: those that requests set, the id, the time of creation, and secrets. */
const stableNames = ({ resource, shape, operation }: Life): ReadonlySet<string> => {
  const written = writing.flatMap((action) => [...(shape.writable.get(operation(action)?.id ?? '')?.keys() ?? [])]);
  const given = [...shape.properties]
    .filter(([, schema]) => schema['x-time'] === 'created' || schema['x-secret'] !== undefined)
    .map(([name]) => name);
  return new Set([resource.id, ...written, ...given]);
};

/** Gives the name of a property that is another than it was, though nobody changed the resource; or null. */
export const changedProperty = (life: Life, before: JsonObject, after: JsonObject): string | null => {
  const names = stableNames(life);
  for (const name of life.shape.properties.keys()) {
    if (!names.has(name) || !Object.hasOwn(before, name) || !Object.hasOwn(after, name)) continue;
    const [one, other] = [before[name], after[name]];
    if (isComparable(life, name, one, other) && !isSame(life, name, one, other)) return name;
  }
  return null;
};
