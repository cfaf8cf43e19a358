import { readFile } from 'node:fs/promises';
import type { Contract } from '../../src/clauses/contract.ts';
import { digestOf, type KnownDocument } from '../../src/clauses/known-document.ts';
import { findReferences } from '../../src/document/reference-places.ts';
import { parseYaml } from '../../src/document/yaml-source.ts';

/**
 * A contract's document as JSON, with the digest of the file's text. Null for one that refers to other files: they may change while it doesn't.
 */
export const documentText = async (
  { document }: Contract,
  { file, notice }: { readonly file: string; readonly notice: string },
): Promise<string | null> => {
  const text = await readFile(file, 'utf8');
  const references = [...findReferences(parseYaml(file, text).value, 'root', '')];
  if (references.some(({ ref }) => !ref.startsWith('#'))) return null;
  const known: KnownDocument = { sha256: digestOf(text), document };
  return `${JSON.stringify({ $comment: notice, ...known }, null, 1)}\n`;
};
