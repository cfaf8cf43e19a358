/** Writes a table for people and for Markdown; all columns but the first are of numbers. */
export const markdownTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const rule = heads.map((_, column) => (column === 0 ? '---' : '---:'));
  return [heads, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
};
