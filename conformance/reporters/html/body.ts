import { reportedJson } from '../../evidence/reported-json.ts';
import { type Html, html } from './html.ts';
import { type BodyLine, jsonLines } from './json-lines.ts';
import { longText } from './long-text.ts';

/** A body of more lines is folded, but for what is marked and a little around it. */
const linesShownMax = 28;
const linesAroundMark = 4;
const foldedLinesMin = 4;
/** So much of a marked place is shown: whoever is told of a list needn't see all of it. */
const markedLinesShownMax = 12;

const linesOf = (body: string): readonly BodyLine[] => {
  const json = reportedJson(body);
  if (json === undefined) return body.split('\n').map((text) => ({ text, place: null }));
  const lines = jsonLines(json.value);
  if (json.cutCharacters === 0) return lines;
  return [...lines, { text: `… (${json.cutCharacters.toLocaleString('en')} more characters)`, place: null }];
};

/** Gives the nearest place to one that there is: a property that is missing is missing in its object. */
const nearest = (lines: readonly BodyLine[], place: string | null): string | null => {
  if (place === null || lines.every((line) => line.place === null)) return null;
  if (lines.some((line) => line.place === place)) return place;
  return place === '' ? null : nearest(lines, place.slice(0, place.lastIndexOf('/')));
};

/** Says which lines are shown at first. */
const shownLines = (count: number, marks: readonly number[]): ((index: number) => boolean) => {
  if (count <= linesShownMax) return () => true;
  const [first] = marks;
  if (first === undefined) return (index) => index < linesShownMax / 2;
  const last = Math.min(marks.at(-1) ?? first, first + markedLinesShownMax);
  const [from, to] = [first - linesAroundMark, last + linesAroundMark];
  // A fold that hides next to nothing only costs a click.
  const [isNearStart, isNearEnd] = [from < foldedLinesMin, to > count - 1 - foldedLinesMin];
  return (index) => (isNearStart || index >= from) && (isNearEnd || index <= to);
};

interface Line {
  readonly markup: Html;
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

const partMarkup = (part: readonly Line[]): Html => {
  const pre = html`<pre>${part.map(({ markup }) => html`${markup}\n`)}</pre>`;
  if (part[0]?.isShown) return pre;
  return html`<details class="fold"><summary>⋯ ${part.length.toLocaleString('en')} more line${part.length === 1 ? '' : 's'}</summary>${pre}</details>`;
};

/** Marks a line, but for what comes before and after the value. */
const markedLine = (line: string, { isFirst }: { readonly isFirst: boolean }): Html => {
  const [, indent = '', text = '', comma = ''] = /^(\s*)(.*?)(,?)$/su.exec(line) ?? [];
  const said = isFirst ? html`<span class="unseen">the offending place: </span>` : '';
  return html`${indent}<mark>${said}${longText(text)}</mark>${comma}`;
};

/** A body as it is shown. */
export interface ShownBody {
  readonly markup: Html;
  /** The place that is marked, as a JSON Pointer, or null where none is. */
  readonly place: string | null;
}

/** Shows a body, JSON in lines of its own, with a place of it marked, or nothing where that is null. What is long is folded. */
export const shownBody = (body: string, marked: string | null): ShownBody => {
  const lines = linesOf(body);
  const place = nearest(lines, marked);
  const isMarked = (line: BodyLine): boolean =>
    place !== null && line.place !== null && (line.place === place || line.place.startsWith(`${place}/`));
  const marks = lines.flatMap((line, index) => (isMarked(line) ? [index] : []));
  // Where all of it is meant, a mark on every line would say less than one on the first.
  const noted = place === '' ? marks.slice(0, 1) : marks;
  const isShown = shownLines(lines.length, noted);
  const written = lines.map(({ text }, index) => {
    const markup = noted.includes(index) ? markedLine(text, { isFirst: index === noted[0] }) : longText(text);
    return { markup, isShown: isShown(index) };
  });
  return { markup: html`<div class="body">${inParts(written).map(partMarkup)}</div>`, place };
};
