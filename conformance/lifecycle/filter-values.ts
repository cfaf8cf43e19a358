import type { Filter } from '../../src/contract/contract.ts';
import { arrayAt, isObject } from '../../src/contract/document.ts';
import type { ResourceShape } from '../../src/contract/resource-shape.ts';
import type { Settings } from '../options.ts';

/** Gives the values that a filter can be tried with: those that the owner of the target names for the property or the parameter, or else those of its enum. */
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
  return (isObject(items) ? arrayAt(items, 'enum') : []).filter((value) => typeof value === 'string');
};
