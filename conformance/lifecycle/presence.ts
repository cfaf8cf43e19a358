import type { Operation } from '../../src/contract/api-description.ts';
import { operationById } from '../../src/contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { findInList } from './list.ts';
import { lifeOf } from './resource-model.ts';

/** The name of the resource that a request names in its path, where the list of those shows that it isn't there; null where it is, or no list tells. */
export const absentResource = async (
  target: Target,
  operation: Operation,
  values: CallValues,
): Promise<string | null> => {
  const names = pathParameters(operation);
  const path = names.map((name) => values.parameters[`path ${name}`] ?? '');
  // The last that is a resource's id is what the request is about; what stands before it is where that lives.
  const at = names.findLastIndex((name) => resourceOfParameter(target.contract, operation, name) !== null);
  const resource = resourceOfParameter(target.contract, operation, names[at] ?? '');
  const create = operationById(target.contract, resource?.operations.create);
  const model = create === undefined ? null : lifeOf(target.contract, create);
  if (model === null || resource === null) return null;
  const [id, scope] = [path[at] ?? '', path.slice(0, at)];
  const found = await findInList(target, model, scope, [id]);
  const isListed = found?.items.some((item) => String(item[resource.id]) === String(id)) ?? true;
  return found?.unread === null && !isListed ? resource.name : null;
};
