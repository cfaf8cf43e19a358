import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

const root = join(import.meta.dirname, '..', '..');

/** A project outside of this one that has the packed package installed, and what the client entries may need besides. */
export interface Consumer extends AsyncDisposable {
  readonly folder: string;
  /** The paths of the files in the package. */
  readonly packed: readonly string[];
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

/**
 * Packs this package as it is published, and unpacks it in a new project. Only the dependencies named are there, as links to ours:
 * that is faster than an installation, needs no network, and shows that an entry needs nothing else.
 */
export const createConsumer = async (dependencies: readonly string[]): Promise<Consumer> => {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-contracts-consumer-'));
  const { filename, files } = await pack(folder);
  const installed = join(folder, 'node_modules', 'webhook-contracts');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed], folder);
  for (const name of dependencies) {
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return {
    folder,
    packed: files.map(({ path }) => path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};
