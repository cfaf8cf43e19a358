import { readFile, stat } from 'node:fs/promises';
import { ContractError } from './contract-error.ts';

/** Larger than the largest public OpenAPI documents (some 10 MiB), small enough to be read at once. */
const contractBytesMax = 32 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the text of a contract file, or of one that it refers to. Throws a ContractError where there is none, or too much. */
export const readText = async (file: string): Promise<string> => {
  const next = 'Give the path of an OpenAPI 3.1 file in YAML or JSON.';
  try {
    const stats = await stat(file);
    // A device or a pipe may never end.
    if (!stats.isFile()) {
      const message = stats.isDirectory() ? 'This is a folder.' : 'This is not a regular file.';
      throw new ContractError(file, [{ line: null, message, next }]);
    }
    const { size } = stats;
    if (size > contractBytesMax) {
      const message = `This file has ${size} bytes; ${contractBytesMax} are read at most.`;
      throw new ContractError(file, [{ line: null, message, next }]);
    }
    return utf8.decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof ContractError) throw cause;
    if (cause instanceof TypeError) {
      throw new ContractError(file, [{ line: null, message: 'This file is not text in UTF-8.', next }], { cause });
    }
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? 'There is no such file.' : `This file cannot be read (${code ?? 'unknown error'}).`;
    throw new ContractError(file, [{ line: null, message: reason, next }], { cause });
  }
};
