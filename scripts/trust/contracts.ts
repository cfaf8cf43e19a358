import type { Contract } from '../../src/contract/contract.ts';
import { selectContracts } from '../../src/contract/select-contracts.ts';

/** Reads the contracts of the APIs that come with the package. */
export const loadBuiltIn = (): Promise<readonly Contract[]> => selectContracts({});
