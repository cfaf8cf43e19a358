import type { HttpRequest } from '../../src/http/messages.ts';

/** By these, frameworks take a request for one of another method; as they are compared, see `comparedName`. */
const methodWords = ['_method', 'x_http_method', 'x_http_method_override', 'x_method_override'];

/** More often than any server and proxy in a row decode a text. */
const decodingsMax = 4;

/** A name as the most lenient framework reads it: in any case, without brackets and spaces around, with one sign for all that separates words. */
const comparedName = (name: string): string =>
  name
    .replaceAll('+', ' ')
    .trim()
    .replace(/(?<=.)\[.*$/s, '')
    .replaceAll(/[-. ]/g, '_')
    .toLowerCase();

/** Whether a parameter, a header or a property of a body may name another method, by its name. */
export const isMethodWord = (name: string): boolean => methodWords.includes(comparedName(name));

/** Decodes whatever is encoded in ASCII, though something beside it may be encoded wrongly. */
const decodedOnce = (text: string): string =>
  text.replaceAll(/%([0-7][\da-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The names in a text that is read as a form or a query, once or after some decoding. */
const formNames = (text: string): readonly string[] => {
  const stages = [text];
  for (let times = 0; times < decodingsMax && stages.at(-1)?.includes('%'); times++) {
    stages.push(decodedOnce(stages.at(-1) ?? ''));
  }
  return stages.flatMap((stage) => stage.split(/[?&;\r\n]/).map((part) => part.split('=', 1)[0] ?? ''));
};

const queryNames = (url: string): readonly string[] => {
  // What stands before the first sign of a query or of a parameter names nothing.
  const path = url.replace(/^\w+:\/\/[^/?#]*/, '');
  return formNames(path).filter((name) => !name.startsWith('/'));
};

/** The names of the members of a JSON body; of all that looks like one where it is no JSON, since some parsers read on. */
const memberNames = (body: string): readonly string[] => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [...body.matchAll(/"([^"\\]*)"\s*:/g)].map(([, name]) => name ?? '');
  }
};

const cookieNames = (headers: HttpRequest['headers']): readonly string[] =>
  (headers.cookie ?? '').split(';').map((cookie) => cookie.split('=', 1)[0] ?? '');

/** A text in which nothing could be found: most are such, and some are long. */
const holdsNone = (text: string): boolean => !/method|%[0-7]|\\u00/i.test(text);

/**
 * The name by which a request, as it is sent, could tell the server to take it for one of another method; null where there is none. Its
 * body is read as JSON and as a form: servers differ in what they go by.
 */
export const methodNamed = ({ url, headers, body }: HttpRequest): string | null => {
  const inBody = body === null || holdsNone(body) ? [] : [...memberNames(body), ...formNames(body)];
  const inQuery = holdsNone(url) ? [] : queryNames(url);
  return [...Object.keys(headers), ...cookieNames(headers), ...inQuery, ...inBody].find(isMethodWord) ?? null;
};
