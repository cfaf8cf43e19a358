import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from './package-folder.ts';

/** The name and version of this package, as reports and `--version` show them. */
export const toolName = async (): Promise<string> => {
  const { name, version } = JSON.parse(await readFile(join(packageFolder(), 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return `${name} ${version}`;
};
