import { join } from 'node:path';
import { builtInContracts, selectContracts } from '../../src/clauses/select-contracts.ts';
import { contractId } from '../../src/contract/contract-id.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { type Change, changesBetween, inTheWay } from './changes.ts';
import { generatedFiles } from './generated-files.ts';
import { applyChanges, readFolder } from './write-files.ts';

/** What to generate, and where. */
export interface GenerateOptions {
  readonly folder: string;
  /** Paths of contracts; every built-in one where there are none. */
  readonly contractFiles: readonly string[];
  /** Whether the changes are made, or only told. */
  readonly write: boolean;
}

/**
 * Brings a folder to what contracts give, the files of each in a folder that bears its id. Gives what had to change.
 * Files of contracts that are gone are removed, unless only some contracts were asked for.
 * Throws a ContractError or a UsageError for contracts that can't be read, a GenerateError for types that can't be named,
 * and a UsageError rather than replace a file that wasn't generated.
 */
export const generate = async ({ folder, contractFiles, write }: GenerateOptions): Promise<readonly Change[]> => {
  const contracts = await selectContracts({ files: contractFiles, afresh: true });
  const fileById = new Map([
    ...(await builtInContracts()),
    ...contractFiles.map((file) => [contractId(file), file] as const),
  ]);
  const wanted = await generatedFiles(contracts, { folder, fileOf: (id) => fileById.get(id) ?? id });
  const there = await readFolder(folder);
  const [path] = inTheWay(there, wanted);
  if (path !== undefined)
    throw new UsageError(
      `${join(folder, path)} wasn't generated, and would be replaced. Move it away, or name another folder with --out.`,
    );
  const changes = changesBetween(there, wanted);
  const asked = contractFiles.length === 0 ? changes : changes.filter(({ text }) => text !== null);
  if (write) await applyChanges(folder, asked);
  return asked;
};
