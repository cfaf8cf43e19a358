import { relative, sep } from 'node:path';

const start = '// Generated from ';
const end = ' by `npm run generate`. Do not edit.\n';

/** Gives the first lines of a generated file. `root` is the folder that the contract's path is told from. */
export const generatedHeader = ({ root, file }: { readonly root: string; readonly file: string }): string =>
  `${start}${relative(root, file).split(sep).join('/')}${end}`;

/** Says whether a text was generated, so that it may be replaced and removed. */
export const isGenerated = (text: string): boolean =>
  text.startsWith(start) && text.slice(0, text.indexOf('\n') + 1).endsWith(end);
