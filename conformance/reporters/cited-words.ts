import type { Source } from '../../src/contract/api-description.ts';

/** Whether a source is reasoning of the contract's author, and no document that could be quoted: its title says so. */
export const isReasoning = ({ title }: Pick<Source, 'title'>): boolean => /^inferred/i.test(title);

/** What a source says, on one line: in quotation marks where a document does. */
export const citedWords = (source: Source): string => {
  const says = source.says.replaceAll(/\s+/g, ' ').trim();
  return isReasoning(source) ? says : `“${says}”`;
};
