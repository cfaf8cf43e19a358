import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { resourceOfParameter } from '../../src/contract/path-resources.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import type { Settings } from '../settings/options.ts';

type OwnerValues = Pick<Settings, 'ownerValues'>;

/** Whether a contract lists all the values that a parameter may have, so that any of them is as good as another. */
const isListed = ({ document }: Contract, parameter: Parameter): boolean => {
  const schema = mergedSchema(document, parameter.schema);
  return schema.enum !== undefined || schema.const !== undefined;
};

/** The path parameters whose values are neither ids of what the run makes, nor given by the owner, nor listed: whatever is put there is a guess. */
const guessed = ({ ownerValues }: OwnerValues, contract: Contract, operation: Operation): readonly Parameter[] =>
  operation.parameters.filter(
    (parameter) =>
      parameter.in === 'path' &&
      !ownerValues.has(parameter.name) &&
      !isListed(contract, parameter) &&
      resourceOfParameter(contract, operation, parameter.name) === null,
  );

/** The path parameter of which the contract says that only the target's owner knows its values, where none was given; or null. */
export const ownersParameter = (settings: Settings, contract: Contract, operation: Operation): string | null =>
  guessed(settings, contract, operation).find(({ values }) => values === 'owner')?.name ?? null;

/** The path parameter of which the contract says nothing: for all we know, its values are ids of what is somebody's. Null where there is none. */
export const undeclaredParameter = (settings: OwnerValues, contract: Contract, operation: Operation): string | null =>
  guessed(settings, contract, operation).find(({ values }) => values !== 'owner')?.name ?? null;

/** What the owner of a target can do about a parameter whose values nobody told. */
export const adviceOn = (parameter: string): string =>
  `give one with --set ${parameter}=VALUE, or declare what it is the id of with x-resources and x-does`;
