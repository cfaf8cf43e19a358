import type { JsonValue } from '../../src/document/document.ts';
import { parseJson } from '../http/parse-json.ts';

/** What a reported body says as JSON. */
export interface ReportedJson {
  readonly value: JsonValue;
  /** How many characters more it had than are reported. */
  readonly cutCharacters: number;
}

/** How a report says that a body was cut. */
const cut = /… \((\d+) more characters\)$/;

/** Ends JSON after the last value that is whole, or gives null where there is none. */
const closed = (text: string): string | null => {
  const open: string[] = [];
  let end = 0;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[[\]{},]/gs)) {
    if (token === '[' || token === '{') open.push(token === '[' ? ']' : '}');
    else if (token === ']' || token === '}') open.pop();
    else if (token !== ',') continue;
    end = token === ',' ? index : index + 1;
    depth = open.length;
  }
  // Since then, more was opened and nothing closed.
  return end === 0 ? null : text.slice(0, end) + open.slice(0, depth).toReversed().join('');
};

/** Reads a reported body as JSON, as far as it is reported; gives undefined where it is none. */
export const reportedJson = (body: string): ReportedJson | undefined => {
  const [said = '', count = '0'] = cut.exec(body) ?? [];
  const text = said === '' ? body : closed(body.slice(0, -said.length));
  const json = text === null ? undefined : parseJson(text);
  return json?.ok ? { value: json.value, cutCharacters: Number(count) } : undefined;
};
