import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Gives the licence that a package names itself, in the way of old ones: as a list, which the lockfile leaves out. */
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
  const rows = brought
    .map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
    .toSorted((one, other) => (one < other ? -1 : 1));
  return [
    '# Licences',
    '',
    `The package is under the MIT licence. It brings along ${brought.length} others, listed by \`npm run licences\` from the lockfile:`,
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...new Set(rows),
    '',
  ].join('\n');
};

const [option] = process.argv.slice(2);
if (option === '--help') console.log(usage);
else {
  const text = await listed();
  const list = file('docs/licences.md');
  if (option !== '--check') await writeFile(list, text);
  else if ((await readFile(list, 'utf8')) !== text) {
    console.error(
      'docs/licences.md is not what the lockfile gives. Run `npm run licences`, and commit what it writes.',
    );
    process.exitCode = 1;
  }
}
