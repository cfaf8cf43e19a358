import { expect, test } from 'vitest';
import { shownBody } from '../../conformance/reporters/html/body.ts';

/** A body as it is read: the lines that are shown, `⋯` for what is folded, and brackets around what is marked. */
const read = (body: string, marked: string | null): { readonly place: string | null; readonly text: string } => {
  const { markup, place } = shownBody(body, marked);
  const text = String(markup)
    .replaceAll(/<details class="fold"><summary>⋯ ([\d,]+) more lines?<\/summary><pre>.*?<\/pre><\/details>/gs, '⋯$1\n')
    .replaceAll(/<span class="unseen">.*?<\/span>/g, '')
    .replaceAll('<mark>', '«')
    .replaceAll('</mark>', '»')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"');
  return { place, text: text.trimEnd() };
};

const list = JSON.stringify(Array.from({ length: 100 }, (_, index) => ({ id: index })));

const rows: readonly (readonly [string, string, string | null, string | null, string])[] = [
  ['a property', '{"a":{"b":1},"c":2}', '/a/b', '/a/b', '{\n  "a": {\n    «"b": 1»\n  },\n  "c": 2\n}'],
  ['all of a value', '{"a":{"b":1}}', '/a', '/a', '{\n  «"a": {»\n    «"b": 1»\n  «}»\n}'],
  ['what is missing, at its object', '{"a":{"b":1}}', '/a/c', '/a', '{\n  «"a": {»\n    «"b": 1»\n  «}»\n}'],
  ['the whole, at its beginning', '{"a":1}', '', '', '«{»\n  "a": 1\n}'],
  ['nothing', '{"a":1}', null, null, '{\n  "a": 1\n}'],
  ['nothing in what is no JSON', '<p>\n"a"', '/a', null, '&lt;p&gt;\n"a"'],
  ['an odd name', '{"a/b~":"<"}', '/a~1b~0', '/a~1b~0', '{\n  «"a/b~": "&lt;"»\n}'],
  [
    'a place in what was cut',
    '[{"a":1,"b… (9 more characters)',
    '/0/a',
    '/0/a',
    '[\n  {\n    «"a": 1»\n  }\n]\n… (9 more characters)',
  ],
  [
    'a place in a long list, of which the rest is folded',
    list,
    '/50/id',
    '/50/id',
    '⋯148\n  {\n    "id": 49\n  },\n  {\n    «"id": 50»\n  },\n  {\n    "id": 51\n  },\n⋯145',
  ],
];

test.each(rows)('%s is marked', (_, body, marked, place, text) => {
  expect(read(body, marked)).toEqual({ place, text });
});

test('Of a list that is marked as a whole, no more than its beginning is shown', () => {
  const { text } = read(JSON.stringify({ list: Array.from({ length: 500 }, () => 1) }), '/list');
  expect(text.split('\n').length).toBeLessThan(25);
  expect(text).toMatch(/⋯4\d\d/);
});

test('A body of many lines far inside other values is shown in a page that still opens, at its place', () => {
  const [depth, count] = [490, 49_000];
  const body = `${'['.repeat(depth)}${'1,'.repeat(count)}2${']'.repeat(depth)}`;
  const place = '/0'.repeat(depth - 1);
  const { markup } = shownBody(body, `${place}/${count}`);
  expect(String(markup).length).toBeLessThan(2 * body.length);
  const { text, ...marked } = read(body, `${place}/${count}`);
  expect(marked.place).toBe(`${place}/${count}`);
  expect(text).toMatch(/^⋯49,4\d\d\n( {40}1,\n){4} {40}«2»\n( {40}\]\n){4}⋯4\d\d$/);
  expect(String(markup)).toContain('… 47,486 more lines\n</pre></details>');
});
