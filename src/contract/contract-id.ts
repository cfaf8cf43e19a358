import { basename, extname } from 'node:path';

/** The id of the contract in a file: its base name, whether or not that can stand in URLs. */
export const contractId = (file: string): string => basename(file, extname(file));
