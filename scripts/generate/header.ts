import { relative, sep } from 'node:path';
import { visibleLine } from '../../src/visible.ts';

const start = 'Generated from ';
const end = ' by `npm run generate`. Do not edit.';

/** What generated files say of themselves, on one line: a line break in a folder's name would end the comment. `root` is the folder that the contract's path is told from. */
export const generatedNotice = ({ root, file }: { readonly root: string; readonly file: string }): string =>
  `${start}${visibleLine(relative(root, file).split(sep).join('/'))}${end}`;

/** Whether a text was generated, so that it may be replaced and removed: it begins with a comment, in TypeScript or in JSON, that says so. */
export const isGenerated = (text: string): boolean => {
  const [notice = ''] = /(?<=^\/\/ |^\{\r?\n "\$comment": ")[^"\r\n]*/.exec(text) ?? [];
  return notice.startsWith(start) && notice.endsWith(end);
};
