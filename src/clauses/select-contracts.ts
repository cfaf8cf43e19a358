import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { contractId } from '../contract/contract-id.ts';
import { didYouMean } from '../document/did-you-mean.ts';
import { UsageError } from '../document/usage-error.ts';
import { packageFolder } from '../package-folder.ts';
import type { Contract } from './contract.ts';
import { loadContract, type ReadingOptions } from './load-contract.ts';

/** The paths of the built-in contracts by their ids, in alphabetical order. */
export const builtInContracts = async (): Promise<ReadonlyMap<string, string>> => {
  const folder = join(packageFolder(), 'openapi');
  const files = (await readdir(folder)).filter((file) => /\.(ya?ml|json)$/.test(file)).toSorted();
  return new Map(files.map((file) => [contractId(file), join(folder, file)]));
};

/** The ids of the built-in contracts that aren't among some contracts. */
export const otherApis = async (contracts: readonly Contract[]): Promise<readonly string[]> =>
  [...(await builtInContracts()).keys()].filter((api) => contracts.every(({ id }) => id !== api));

/** Which contracts a command or call is about. */
export interface ContractSelection extends ReadingOptions {
  /** Ids of built-in contracts, or of those in `files`. */
  readonly apis?: readonly string[] | undefined;
  /** Paths of contract files. They replace the built-in ones, unless `apis` names some of those too. */
  readonly files?: readonly string[] | undefined;
}

/**
 * Loads the selected contracts: the files given, the built-in ones that are named, or all built-in ones where neither is given.
 * Throws a UsageError for an unknown or ambiguous id, and a ContractError for a file that can't be read.
 */
export const selectContracts = async ({
  apis = [],
  files = [],
  ...reading
}: ContractSelection): Promise<readonly Contract[]> => {
  const builtIn = await builtInContracts();
  const given = new Map(files.map((file) => [contractId(file), file]));
  if (given.size < files.length) {
    throw new UsageError(
      `Two of the contract files have the same base name, which is the contract's id: rename one of ${files.join(', ')}.`,
    );
  }
  const known = new Map([...builtIn, ...given]);
  const unknown = apis.find((api) => !known.has(api));
  if (unknown !== undefined) {
    throw new UsageError(`There is no contract ${JSON.stringify(unknown)}. ${didYouMean(unknown, [...known.keys()])}`);
  }
  const ids = files.length === 0 && apis.length === 0 ? [...builtIn.keys()] : [...new Set([...given.keys(), ...apis])];
  return Promise.all(ids.flatMap((id) => known.get(id) ?? []).map((file) => loadContract(file, reading)));
};
