import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../src/document/usage-error.ts';
import { packageFolder } from '../src/package-folder.ts';

const usage = `Lists the licences of all that the package brings along, in docs/licences.md, by the lockfile.

npm run licences [-- OPTIONS]
  --check   write nothing; exit 1 if the list isn't what the lockfile gives
  --help`;

/** Licences under which anybody may use, change and pass on the package with what it brings along. */
const permitted = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'PSF-2.0', 'Python-2.0'];

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
}

const file = (name: string): string => join(packageFolder(), name);

/** The licence that a package names itself, in the way of old ones: as a list, which the lockfile leaves out. */
const ownLicence = async (path: string): Promise<string> => {
  const { licenses } = JSON.parse(await readFile(file(join(path, 'package.json')), 'utf8')) as {
    readonly licenses?: readonly { readonly type: string }[];
  };
  return licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown';
};

const listed = async (): Promise<string> => {
  const { packages } = JSON.parse(await readFile(file('package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const brought = await Promise.all(
    Object.entries(packages)
      .filter(([path, { dev, devOptional, peer }]) => path !== '' && !dev && !devOptional && !peer)
      .map(async ([path, { version = '', license }]) => ({
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version,
        license: license ?? (await ownLicence(path)),
      })),
  );
  const unknown = brought.filter(({ license }) => !permitted.includes(license.replaceAll(/[()]/g, '')));
  if (unknown.length > 0) {
    const names = unknown.map(({ name, license }) => `${name} (${license})`).join(', ');
    throw new Error(`Say in scripts/licences.ts whether these may be brought along: ${names}.`);
  }
  // The same version may stand in several places of the lockfile.
  const rows = new Set(
    brought
      .map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
      .toSorted((one, other) => (one < other ? -1 : 1)),
  );
  return [
    '# Licences',
    '',
    `The package is under the MIT licence. It brings along ${rows.size} others, listed by \`npm run licences\` from the lockfile:`,
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
};

const readArguments = () => {
  const options = { check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;
  try {
    return parseArgs({ options }).values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
};

/** Does what the arguments say, and gives the exit status: 0, or 1 where a check finds a difference. */
const run = async (): Promise<0 | 1> => {
  const { check, help } = readArguments();
  if (help) {
    console.log(usage);
    return 0;
  }
  const text = await listed();
  const list = file('docs/licences.md');
  if (!check) {
    await writeFile(list, text);
    return 0;
  }
  if ((await readFile(list, 'utf8')) === text) return 0;
  console.error('docs/licences.md is not what the lockfile gives. Run `npm run licences`, and commit what it writes.');
  return 1;
};

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
