import type { Contract } from '../../src/contract/contract.ts';
import { selectContracts } from '../../src/contract/select-contracts.ts';

/** Reads the contracts to measure by: a file, or where none is given those of the APIs that come with the package. */
export const loadContracts = (file: string | null): Promise<readonly Contract[]> =>
  selectContracts(file === null ? {} : { files: [file] });
