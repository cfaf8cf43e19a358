import type { Operation, Resource } from '../../src/contract/api-description.ts';
import type { Ownership } from './ownership.ts';

const removal = ({ name, operations }: Resource): string =>
  operations.delete === undefined
    ? `adds one ${name}, which stays: the contract has no operation that deletes it`
    : `adds one ${name}, which the run deletes with ${operations.delete}`;

/** What a plan says of an operation's writes; null where it sends none. */
export const ownershipText = (
  owned: Ownership,
  { method }: Operation,
  ownerValues: ReadonlyMap<string, readonly string[]>,
): string | null => {
  switch (owned.kind) {
    case 'reads':
      return method === 'GET' ? null : 'writes nothing';
    case 'creates':
      return owned.resource === null
        ? 'adds something that stays: the contract does not say what deletes it (x-resources and x-does do)'
        : removal(owned.resource);
    case 'own':
      return `writes only to a ${owned.resource.name} that the run made with ${owned.resource.operations.create}`;
    case 'named':
      return `writes to what --set ${owned.parameter} names: ${ownerValues.get(owned.parameter)?.[0]}`;
    case 'allowed':
      return method === 'DELETE'
        ? 'deletes what is there, as --allow-unowned permits'
        : 'writes to what is there, as --allow-unowned permits';
    case 'unowned':
      return 'is not sent';
    default:
      return owned satisfies never;
  }
};
