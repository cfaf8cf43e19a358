import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** The root of the repository. */
export const root = join(import.meta.dirname, '../..');

/** A file of TypeScript, with what it refers to. */
export interface SourceFile {
  /** From the root, say `src/clauses/clause.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly tree: ts.SourceFile;
}

export interface Import {
  /** As written. */
  readonly name: string;
  /** The file of this repository that it leads to, or null for a library. */
  readonly file: string | null;
  /** Whether nothing is left of it when the program runs. */
  readonly typeOnly: boolean;
}

/** The files below a folder, by their paths from the root, in alphabetical order. */
export const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(folder, join(entry.parentPath, entry.name).slice(join(root, folder).length)))
    .toSorted();
};

const typeOnlyNames = (tree: ts.SourceFile): ReadonlySet<string> => {
  const statements = tree.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const typeOnly = statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      return [{ specifier: statement.moduleSpecifier, typeOnly }];
    }
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
      return [{ specifier: statement.moduleSpecifier, typeOnly: statement.isTypeOnly }];
    }
    return [];
  });
  const names = statements.map(({ specifier, typeOnly }) => ({ name: (specifier as ts.StringLiteral).text, typeOnly }));
  const needed = new Set(names.filter(({ typeOnly }) => !typeOnly).map(({ name }) => name));
  return new Set(names.map(({ name }) => name).filter((name) => !needed.has(name)));
};

const readSource = async (path: string): Promise<SourceFile> => {
  const text = await readFile(join(root, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const typeOnly = typeOnlyNames(tree);
  const names = new Set(ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName));
  const imports = [...names].map((name) => ({
    name,
    file: name.startsWith('.') ? posix.join(posix.dirname(path), name) : null,
    typeOnly: typeOnly.has(name),
  }));
  return { path, text, imports, tree };
};

/** Reads the program: all TypeScript of `src` and `conformance` but the tests. */
export const programFiles = async (): Promise<readonly SourceFile[]> => {
  const paths = [...(await filesBelow('src')), ...(await filesBelow('conformance'))];
  return Promise.all(paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')).map(readSource));
};
