import { visibleLine } from '../../src/visible.ts';
import type { FindingsOfCause } from '../evidence/findings-by-cause.ts';
import { alsoIn } from './also-in.ts';
import { citedWords } from './cited-words.ts';

/** What a line tells of a finding; but for the message and the source, that is its label as well. */
type Told = 'message' | 'expected' | 'received' | 'source' | 'by hand' | 'repeat' | 'also in';

/** A line of text that tells of a finding. */
export interface FindingLine {
  readonly tells: Told;
  readonly text: string;
}

const labelColumns = 10;

const labelled = (tells: Told, text: string): FindingLine => ({
  tells,
  text: `${tells}:`.padEnd(labelColumns) + text,
});

/**
 * Writes the findings of one cause, line by line: of the first what is wrong, what was promised and by whom, what came instead, and what repeats it,
 * by hand and as `repeat` says; then where else the same breaks. No character in them is invisible.
 */
export const findingLines = (
  cause: FindingsOfCause,
  { repeat }: { readonly repeat: string },
): readonly FindingLine[] => {
  const [{ message, expected, received, source, curl }] = cause;
  const lines: readonly FindingLine[] = [
    { tells: 'message', text: message },
    labelled('expected', expected),
    labelled('received', received),
    ...(source === null ? [] : [{ tells: 'source', text: `${source.title}: ${citedWords(source)}` } as const]),
    ...(curl === '' ? [] : [labelled('by hand', curl)]),
    labelled('repeat', repeat),
    ...(cause.length === 1 ? [] : [labelled('also in', alsoIn(cause))]),
  ];
  return lines.map(({ tells, text }) => ({ tells, text: visibleLine(text) }));
};
