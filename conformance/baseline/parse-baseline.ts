import { UsageError } from '../../src/document/usage-error.ts';
import type { Baseline, BaselineLine } from '../settings/baseline.ts';
import { globCharactersMax } from '../settings/selection.ts';

const form = 'Write it as CLAUSE  until YYYY-MM-DD  # REASON; the date may be left out.';

/** Control characters but the tab, and what turns the direction of a text: a reviewer would see another line than we read. */
const unseen = /(?!\t)[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

/** Longer than any id with a reason that somebody reads. */
const lineCharactersMax = 4_000;

/** Whether a text is a day that there is: one that a calendar knows by the same name. */
const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const parseLine = (line: string, number: number, wrong: (message: string) => UsageError): BaselineLine => {
  if (line.length > lineCharactersMax)
    throw wrong(`has ${line.length} characters; a line has ${lineCharactersMax} at most.`);
  if (unseen.test(line)) throw wrong(`holds characters that cannot be seen. ${form}`);
  const [head = '', ...comment] = line.split(/\s#/);
  const reason = comment.join(' #').trim();
  const [glob = '', word, until, ...rest] = head.trim().split(/\s+/);
  if (glob.length > globCharactersMax)
    throw wrong(`names a clause of ${glob.length} characters; none has more than ${globCharactersMax}.`);
  if (word !== undefined && word !== 'until') {
    // What it says isn't shown: the file may be another one than was meant, and hold what is nobody's business.
    throw wrong(`says something after the clause, where only a date or the reason can stand. ${form}`);
  }
  if (word === 'until' && (until === undefined || rest.length > 0)) throw wrong(`has no single date. ${form}`);
  if (until !== undefined && !isDay(until)) {
    throw wrong('ends on what is no day. Write one as YYYY-MM-DD.');
  }
  if (reason === '') throw wrong('says no reason. End it with a space, a # and why the clause is left broken.');
  return { number, glob, until: until ?? null, reason };
};

/**
 * Reads the text of a baseline: a clause or glob a line, then `until` and a date where it ends, then `#` and a reason.
 * Empty lines, and those that begin with `#`, say nothing. `name` is what messages call it.
 * Throws a UsageError that names the line for one that isn't so, or that says again what an earlier one says.
 */
export const parseBaseline = (text: string, name = 'baseline'): Baseline => {
  const lines: BaselineLine[] = [];
  const numbers = new Map<string, number>();
  for (const [index, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const written = whole.trim();
    if (written === '' || written.startsWith('#')) continue;
    const number = index + 1;
    const wrong = (message: string): UsageError => new UsageError(`${name}, line ${number} ${message}`);
    const line = parseLine(written, number, wrong);
    const earlier = numbers.get(line.glob);
    if (earlier !== undefined) throw wrong(`names ${line.glob}, as line ${earlier} does. Remove one of the two.`);
    numbers.set(line.glob, number);
    lines.push(line);
  }
  return { name, text, lines };
};
