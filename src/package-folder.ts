import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds this package: the nearest one above this file with a package.json. */
export const packageFolder = (): string => {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder;
  }
};
