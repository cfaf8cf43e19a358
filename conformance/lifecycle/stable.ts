import type { JsonObject } from '../../src/document/document.ts';
import { isComparable } from './changes.ts';
import type { ResourceModel } from './resource-model.ts';
import { isSame } from './same-value.ts';

const writing = ['create', 'replace', 'edit'] as const;

/** The properties that stay as they are for as long as nobody changes the resource: those that requests set, the id, the time of creation, and secrets. */
const stableNames = ({ resource, shape, operation }: ResourceModel): ReadonlySet<string> => {
  const written = writing.flatMap((action) => [...(shape.writable.get(operation(action)?.id ?? '')?.keys() ?? [])]);
  const given = [...shape.properties]
    .filter(([, schema]) => schema['x-time'] === 'created' || schema['x-secret'] !== undefined)
    .map(([name]) => name);
  return new Set([resource.id, ...written, ...given]);
};

/** The name of a property that is another than it was, though nobody changed the resource; or null. */
export const changedProperty = (model: ResourceModel, before: JsonObject, after: JsonObject): string | null => {
  const names = stableNames(model);
  for (const name of model.shape.properties.keys()) {
    if (!names.has(name) || !Object.hasOwn(before, name) || !Object.hasOwn(after, name)) continue;
    const [one, other] = [before[name], after[name]];
    if (isComparable(model, name, one, other) && !isSame(model, name, one, other)) return name;
  }
  return null;
};
