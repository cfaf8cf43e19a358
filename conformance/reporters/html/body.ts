import { reportedJson } from '../../evidence/reported-json.ts';
import { type Html, html } from './html.ts';
import { jsonLines } from './json-lines.ts';
import { longText } from './long-text.ts';
import { type MarkedLines, markedLines } from './marked-lines.ts';

/** A body of more lines is folded, but for what is marked and a little around it. */
const linesShownMax = 28;
const linesAroundMark = 4;
const foldedLinesMin = 4;
/** So much of a marked place is shown: whoever is told of a list needn't see all of it. */
const markedLinesShownMax = 12;
/** Of one fold, more than anybody scrolls through; report.json holds the rest. */
const foldedLinesMax = 2_000;

/** A body in lines, and which of them are marked. */
interface BodyLines {
  readonly lines: readonly string[];
  readonly marked: MarkedLines | null;
}

const linesOf = (body: string, marked: string | null): BodyLines => {
  const json = reportedJson(body);
  // What isn't JSON has no places.
  if (json === undefined) return { lines: body.split('\n'), marked: null };
  const cut = json.cutCharacters === 0 ? [] : [`… (${json.cutCharacters.toLocaleString('en')} more characters)`];
  return {
    lines: [...jsonLines(json.value), ...cut],
    marked: marked === null ? null : markedLines(json.value, marked),
  };
};

/** Which lines are shown at first. */
const shownLines = (count: number, marked: MarkedLines | null): ((index: number) => boolean) => {
  if (count <= linesShownMax) return () => true;
  if (marked === null) return (index) => index < linesShownMax / 2;
  const last = Math.min(marked.last, marked.first + markedLinesShownMax);
  const [from, to] = [marked.first - linesAroundMark, last + linesAroundMark];
  // A fold that hides next to nothing only costs a click.
  const [isNearStart, isNearEnd] = [from < foldedLinesMin, to > count - 1 - foldedLinesMin];
  return (index) => (isNearStart || index >= from) && (isNearEnd || index <= to);
};

interface Line {
  readonly text: string;
  readonly mark: 'first' | 'further' | null;
  readonly isShown: boolean;
}

const inParts = (lines: readonly Line[]): readonly (readonly Line[])[] => {
  const parts: Line[][] = [];
  for (const line of lines) {
    const part = parts.at(-1);
    if (part?.[0]?.isShown === line.isShown) part.push(line);
    else parts.push([line]);
  }
  return parts;
};

/** Writes a line; a mark leaves out what comes before and after the value. */
const lineMarkup = ({ text, mark }: Line): Html => {
  if (mark === null) return longText(text);
  const [, indent = '', value = '', comma = ''] = /^(\s*)(.*?)(,?)$/su.exec(text) ?? [];
  const said = mark === 'first' ? html`<span class="unseen">the offending place: </span>` : '';
  return html`${indent}<mark>${said}${longText(value)}</mark>${comma}`;
};

const moreLines = (count: number): string => `${count.toLocaleString('en')} more line${count === 1 ? '' : 's'}`;

const partMarkup = (part: readonly Line[]): Html => {
  const lines = part.slice(0, foldedLinesMax).map((line) => html`${lineMarkup(line)}\n`);
  const left = part.length - lines.length;
  const pre = html`<pre>${lines}${left === 0 ? '' : `… ${moreLines(left)}\n`}</pre>`;
  if (part[0]?.isShown) return pre;
  return html`<details class="fold"><summary>⋯ ${moreLines(part.length)}</summary>${pre}</details>`;
};

/** A body as it is shown. */
export interface ShownBody {
  readonly markup: Html;
  /** The place that is marked, as a JSON Pointer, or null where none is. */
  readonly place: string | null;
}

/** Shows a body, JSON in lines of its own, with a place of it marked, or nothing where that is null. What is long is folded. */
export const shownBody = (body: string, place: string | null): ShownBody => {
  const { lines, marked } = linesOf(body, place);
  // Where all of it is meant, a mark on every line would say less than one on the first.
  const noted = marked?.place === '' ? { ...marked, last: 0 } : marked;
  const isShown = shownLines(lines.length, noted);
  const markOf = (index: number): Line['mark'] => {
    if (noted === null || index < noted.first || index > noted.last) return null;
    return index === noted.first ? 'first' : 'further';
  };
  const parts = inParts(lines.map((text, index) => ({ text, mark: markOf(index), isShown: isShown(index) })));
  return { markup: html`<div class="body">${parts.map(partMarkup)}</div>`, place: marked?.place ?? null };
};
