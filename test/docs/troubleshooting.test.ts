import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, root } from '../house/source-files.ts';
import { userPages } from './pages.ts';

/** What a value that is put into a message may be written as. */
const valuePattern = '[^`]{0,160}?';

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Makes a pattern of a message as the page quotes it: `…` stands for whatever differs. */
const messagePattern = (message: string): RegExp => {
  const said = message.replaceAll(/^… ?| ?…$/g, '');
  return new RegExp(said.split('…').map(literal).join(valuePattern));
};

const paths = [...(await filesBelow('src')), ...(await filesBelow('conformance'))].filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('src/generated/'),
);
const sources = await Promise.all(paths.map((path) => readFile(join(root, path), 'utf8')));
const program = sources.map((text) => text.replaceAll("\\'", "'")).join('\n');

const page = (await userPages()).find(({ path }) => path === 'docs/troubleshooting.md');
const messages = [...(page?.text ?? '').matchAll(/^\| `([^`]+)`/gm)].map(({ 1: message = '' }) => message);

test('The page quotes many messages, each once', () => {
  expect(messages.length).toBeGreaterThan(40);
  expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
});

test.each(messages)('A program says “%s”', (message) => {
  expect(message.replaceAll(/[… ]/g, '').length).toBeGreaterThan(8);
  expect(messagePattern(message).test(program)).toBe(true);
});
