/** A row of the table: one figure of each subject, and what ours is to Prism's. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly prism: number;
  readonly bare: number;
}

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);

/** What ours is to Prism's, as a factor. */
export const ratioOf = ({ ours, prism }: Row): number => ours / prism;

/** Writes rows as a table for people and for Markdown. */
export const tableText = (rows: readonly Row[]): string => {
  const cells = [
    ['', 'our mock', 'Prism', 'bare node', 'ours / Prism'],
    ...rows.map((row) => [
      `${row.name}, ${row.unit}`,
      ...[row.ours, row.prism, row.bare].map(figure),
      `${ratioOf(row).toFixed(2)}×`,
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string => {
    const padded = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${padded.join(' | ')} |`;
  };
  const [head = [], ...body] = cells;
  const rule = `|${widths.map((width, column) => `${'-'.repeat(width + 1)}${column === 0 ? '-' : ':'}`).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
};
