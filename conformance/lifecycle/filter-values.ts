import type { Filter } from '../../src/contract/api-description.ts';
import type { ResourceShape } from '../../src/contract/resource-shape.ts';
import { arrayAt, isObject } from '../../src/document/document.ts';
import type { Settings } from '../settings/options.ts';

/** The values that a filter can be tried with, as texts: those that the owner of the target names for the property or the parameter, or else all that there are. */
export const filterValues = (
  { properties }: ResourceShape,
  { ownerValues }: Settings,
  parameter: string,
  { property, how }: Filter,
): readonly string[] => {
  const given = ownerValues.get(property) ?? ownerValues.get(parameter);
  if (given !== undefined) return given;
  const schema = properties.get(property) ?? {};
  const items = how === 'contains' ? schema.items : schema;
  if (!isObject(items)) return [];
  return items.type === 'boolean'
    ? ['true', 'false']
    : arrayAt(items, 'enum').filter((value) => typeof value === 'string');
};
