import type { Contract } from '../../src/clauses/contract.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';

/** Reads the contracts to measure by: a file, or where none is given those of the APIs that come with the package. */
export const loadContracts = (file: string | null): Promise<readonly Contract[]> =>
  selectContracts(file === null ? {} : { files: [file] });
