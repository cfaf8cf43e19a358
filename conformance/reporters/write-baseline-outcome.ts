import { styleText } from 'node:util';
import { visibleLine } from '../../src/visible.ts';
import type { BaselineOutcome } from '../baseline/judge-baseline.ts';
import type { BaselineUpdate } from '../baseline/update-baseline.ts';
import type { BaselineLine } from '../settings/baseline.ts';
import { countText } from './count-text.ts';
import type { Terminal } from './terminal.ts';

/** Lines that are written out of each kind; the file and the report hold all. */
const linesShownMax = 10;

type Kind = 'dim' | 'red' | 'green' | 'yellow';

const styled =
  ({ write, stream }: Terminal, kind: Kind) =>
  (line: string): void =>
    write(styleText(kind, visibleLine(line), { stream }));

const writeSome = (lines: readonly string[], write: (line: string) => void): void => {
  for (const line of lines.slice(0, linesShownMax)) write(`    ${line}`);
  if (lines.length > linesShownMax) write(`    … and ${lines.length - linesShownMax} more`);
};

const knownLine = ({ glob, reason, number, until }: BaselineLine, clauses: number): string => {
  const ends = until === null ? '' : `, until ${until}`;
  const count = clauses === 1 ? '' : `, ${countText(clauses, 'clause')}`;
  return `${glob}  ${reason} (line ${number}${count}${ends})`;
};

/** Writes what a baseline left out of a run, and what is stale in it. */
export const writeBaselineOutcome = (
  terminal: Terminal,
  { name, known, unexplained }: BaselineOutcome,
  stale: readonly string[],
): void => {
  if (known.size > 0) {
    const byLine = Map.groupBy(known.values(), (line) => line);
    styled(terminal, 'dim')(`  ${known.size} known to be broken, left out by ${name}:`);
    writeSome(
      [...byLine].map(([line, clauses]) => knownLine(line, clauses.length)),
      styled(terminal, 'dim'),
    );
  }
  const [first] = unexplained;
  if (first !== undefined) {
    const places = unexplained.map(({ number }) => `line ${number}`).join(', ');
    styled(terminal, 'yellow')(`  no reason yet in ${name}: ${places} (“${first.reason}”)`);
  }
  if (stale.length === 0) return;
  styled(terminal, 'red')(`  ${countText(stale.length, 'stale line')} in ${name}:`);
  writeSome(stale, styled(terminal, 'red'));
};

/** Writes what became of a baseline file that was brought up to date. */
export const writeBaselineUpdate = (
  terminal: Terminal,
  name: string,
  { removed, added, kept }: BaselineUpdate,
  outcomes: readonly BaselineOutcome[],
): void => {
  terminal.write('');
  if (removed.length === 0 && added.length === 0) {
    terminal.write(`baseline: ${visibleLine(name)} is as it was, ${countText(kept, 'line')}`);
    return;
  }
  terminal.write(
    `baseline: ${visibleLine(name)} has ${countText(added.length, 'new line')}, ${removed.length} removed, ${kept} as before`,
  );
  const sentences = new Set(
    outcomes.flatMap(({ stale }) => stale.flatMap(({ sentence, isRemoved }) => (isRemoved ? [`- ${sentence}`] : []))),
  );
  writeSome([...sentences], styled(terminal, 'green'));
  writeSome(
    added.map((glob) => `+ ${glob}`),
    styled(terminal, 'yellow'),
  );
  if (added.length > 0) terminal.write('  Say in each new line why the clause is left broken.');
};
