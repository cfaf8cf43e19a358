import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { lastParameter, type OwnershipSettings, ownershipOf } from './ownership.ts';

const harmOf = ({ method }: Operation): string => {
  if (method === 'DELETE') return 'delete';
  return method === 'POST' ? 'act on' : 'change';
};

/** What makes a run send an operation that it left out, the most careful way first. */
const waysToAllow = ({ ownerValues, allowsUnowned }: OwnershipSettings, operation: Operation): string => {
  const { id, method } = operation;
  const allow = `pass --allow-unowned ${id}`;
  const last = lastParameter(operation);
  const parameter = operation.parameters.find(({ in: place, name }) => place === 'path' && name === last);
  if (parameter === undefined || parameter.values === 'owner') {
    return method === 'POST' ? `declare what it creates with x-resources and x-does, or ${allow}` : allow;
  }
  const { name } = parameter;
  const declare = `declare what ${name} is the id of with x-resources and x-does`;
  if (method !== 'DELETE' && !ownerValues.has(name))
    return `name one to write to with --set ${name}=VALUE, or ${declare}`;
  if (method !== 'DELETE') return `${declare}, or ${allow}`;
  if (ownerValues.has(name)) return `what --set ${name} names is not deleted: ${declare}, or ${allow}`;
  const values = `name one to delete with --set ${name}=VALUE`;
  return allowsUnowned(operation) ? values : `${declare}, or ${allow} and ${values}`;
};

/** Why a run leaves an operation out that could touch what is somebody's, with what would allow it; null where it leaves nothing out. */
export const whyUnowned = (contract: Contract, settings: OwnershipSettings, operation: Operation): string | null => {
  if (ownershipOf(contract, settings, operation).kind !== 'unowned') return null;
  const { method, path } = operation;
  const risk = `${method} ${path} may ${harmOf(operation)} data that the run did not make`;
  return `${risk}: ${waysToAllow(settings, operation)}`;
};
