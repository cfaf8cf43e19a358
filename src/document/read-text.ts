import { readRegularFile } from '../regular-file.ts';
import { ContractError } from './contract-error.ts';

/** Larger than the largest public OpenAPI documents (some 10 MiB), small enough to be read at once. */
const contractBytesMax = 32 * 1024 * 1024;

/** A file's text, or why it has none that can be read: a sentence. */
export type FileText = { readonly text: string; readonly bytes: number } | { readonly unreadable: string };

/** Reads the text of a file of a contract. */
export const readFileText = async (path: string): Promise<FileText> => {
  const read = await readRegularFile(path, contractBytesMax);
  if ('unreadable' in read) return { unreadable: `${read.unreadable}.` };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(read.bytes), bytes: read.bytes.length };
  } catch {
    return { unreadable: 'This file is not text in UTF-8.' };
  }
};

/** Reads the text of a contract file. Throws a ContractError where there is none, or too much. */
export const readText = async (file: string): Promise<string> => {
  const read = await readFileText(file);
  if ('text' in read) return read.text;
  const next = 'Give the path of an OpenAPI 3.1 file in YAML or JSON.';
  throw new ContractError(file, [{ line: null, message: read.unreadable, next }]);
};
