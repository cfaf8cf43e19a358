import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

const root = join(import.meta.dirname, '..', '..');

/** A project outside of this one in which npm installed the packed package, with all that it depends on. */
export interface Installed extends AsyncDisposable {
  readonly folder: string;
  /** The packed package. */
  readonly tarball: string;
  /** The paths of the files in it. */
  readonly packed: readonly string[];
  /** Writes a file of the project. */
  write(file: string, text: string): Promise<void>;
  /** Runs Node in the project, and gives what it prints. Throws, with all its output, where it fails. */
  node(...args: readonly string[]): Promise<string>;
  /** Runs a program that is installed there, in the same way. */
  npx(program: string, ...args: readonly string[]): Promise<string>;
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const pack = async (destination: string): Promise<Packed> => {
  const printed = await run('npm', ['pack', '--json', '--silent', '--pack-destination', destination], root);
  // What the build prints comes before.
  const [packed]: readonly Packed[] = JSON.parse(printed.slice(printed.search(/^\[/m)));
  if (packed === undefined) throw new Error(`npm pack names no package: ${printed}`);
  return packed;
};

/** Packs this package as it is published, and installs it in a new project, beside further packages. */
export const installPackage = async (packages: readonly string[]): Promise<Installed> => {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-contracts-installed-'));
  const { filename, files } = await pack(folder);
  const tarball = join(folder, filename);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  // No script of any package is run: none of them needs one.
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
  await run('npm', ['install', ...flags, tarball, ...packages], folder);
  const node = (...args: readonly string[]): Promise<string> => run(process.execPath, args, folder);
  return {
    folder,
    tarball,
    packed: files.map(({ path }) => path),
    write: (file, text) => writeFile(join(folder, file), text),
    node,
    npx: (program, ...args) => node(join('node_modules', '.bin', program), ...args),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};
