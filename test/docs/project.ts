import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import manifest from '../../package.json' with { type: 'json' };
import { filesBelow, root } from '../house/source-files.ts';

/** A folder in which this package can be used as if npm had installed it. */
export interface Project extends AsyncDisposable {
  readonly folder: string;
  /** Makes a project of its own inside, and gives its folder. */
  inner(name: string): Promise<string>;
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/** Writes the program as it is published, without waiting for its types to be checked: another test packs and installs it. */
const compileTo = async (folder: string): Promise<void> => {
  const paths = [...(await filesBelow('src')), ...(await filesBelow('conformance'))];
  await Promise.all(
    paths.map(async (path) => {
      const compiled = join(folder, path.replace(/\.ts$/, '.js'));
      await mkdir(dirname(compiled), { recursive: true });
      if (path.endsWith('.test.ts')) return;
      if (!path.endsWith('.ts')) await copyFile(join(root, path), compiled);
      else {
        const source = await readFile(join(root, path), 'utf8');
        await writeFile(compiled, ts.transpileModule(source, { compilerOptions }).outputText);
      }
    }),
  );
};

const linkAll = async (from: string, to: string): Promise<void> => {
  await mkdir(to);
  const names = (await readdir(from)).filter((name) => name !== '.bin' && name !== manifest.name);
  await Promise.all(names.map((name) => symlink(join(from, name), join(to, name))));
};

/** Does what npx does with a program that is installed, without the second that npm takes to find it. */
const npx = `#!/bin/sh
program=$1
shift
exec "$(dirname "$0")/$program" "$@"
`;

/** The scripts of this repository's own package.json that its documentation uses. */
const scripts = Object.fromEntries(
  ['mock', 'conformance', 'check', 'clauses', 'explain'].map((name) => [name, `${manifest.name} ${name}`]),
);

/** Makes a project that has this package and all that is installed here, in a second or two. */
export const createProject = async (): Promise<Project> => {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-contracts-docs-'));
  const modules = join(folder, 'node_modules');
  const installed = join(root, 'node_modules');
  await linkAll(installed, modules);
  await linkAll(join(installed, '.bin'), join(modules, '.bin'));
  const own = join(modules, manifest.name);
  await mkdir(own);
  await copyFile(join(root, 'package.json'), join(own, 'package.json'));
  for (const name of ['openapi', 'docs', 'src', 'conformance']) await symlink(join(root, name), join(own, name));
  await compileTo(join(own, 'dist'));
  const main = join(own, manifest.bin['webhook-contracts']);
  await chmod(main, 0o755);
  await symlink(main, join(modules, '.bin', manifest.name));
  await writeFile(join(modules, '.bin', 'npx'), npx, { mode: 0o755 });
  return {
    folder,
    async inner(name) {
      const inside = join(folder, name);
      await mkdir(inside);
      await symlink(modules, join(inside, 'node_modules'));
      await writeFile(join(inside, 'package.json'), JSON.stringify({ private: true, type: 'module', scripts }));
      return inside;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};
