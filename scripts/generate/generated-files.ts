import { join, relative, sep } from 'node:path';
import type { Contract } from '../../src/clauses/contract.ts';
import { knownDocumentFile } from '../../src/clauses/known-document.ts';
import { documentText } from './document-text.ts';
import { entryModule } from './entry.ts';
import { generatedNotice } from './header.ts';
import { schemaTypes } from './schema-types.ts';

/** The folder of the checkout. */
export const root = join(import.meta.dirname, '..', '..');

const clientFile = join(root, 'src', 'client', 'create-client.ts');

/** What there is of each contract, in a folder that bears its id. */
export const fileNames = ['index.ts', 'schema.ts', knownDocumentFile] as const;

/** Texts by their paths inside the folder of generated files. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** Gives what a relative import in a folder says to mean a file. */
const importPath = (folder: string, file: string): string => {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
};

/**
 * Gives the files of contracts, as they stand in `folder`: types, entry, and the document as it was read. The same contracts give the same files.
 * `fileOf` gives the path of a contract's file by its id. Throws a GenerateError for a contract whose types can't be named.
 */
export const generatedFiles = async (
  contracts: readonly Contract[],
  { folder, fileOf }: { readonly folder: string; readonly fileOf: (id: string) => string },
): Promise<GeneratedFiles> => {
  const files = new Map<string, string>();
  for (const contract of contracts) {
    const file = fileOf(contract.id);
    const notice = generatedNotice({ root, file });
    const header = `// ${notice}\n\n`;
    const clientModule = importPath(join(folder, contract.id), clientFile);
    files.set(`${contract.id}/index.ts`, header + entryModule(contract, clientModule));
    files.set(`${contract.id}/schema.ts`, header + (await schemaTypes(contract)));
    const known = await documentText(contract, { file, notice });
    if (known !== null) files.set(`${contract.id}/${knownDocumentFile}`, known);
  }
  return files;
};
