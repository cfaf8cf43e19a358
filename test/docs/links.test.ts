import { existsSync } from 'node:fs';
import { dirname, join, matchesGlob, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../house/source-files.ts';
import { type Page, readOtherPage, userPages } from './pages.ts';

const pages: readonly Page[] = [...(await userPages()), await readOtherPage('ARCHITECTURE.md')];

const withoutCode = (text: string): string => text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`\n]*`/g, '');

/** What a page's relative links and pictures lead to. */
const linksOf = ({ text }: Page): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(({ 1: link = '' }) => link)
    .filter((link) => !/^[a-z]+:/.test(link));

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = ({ text }: Page): readonly string[] =>
  [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)].map(({ 1: heading = '' }) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Whether a file is there for whoever installed the package; npm adds the README and the licence to what is listed. */
const isInstalled = (path: string): boolean =>
  [...manifest.files, 'README.md', 'LICENSE'].some((one) =>
    [one, `${one}/**`].some((pattern) => matchesGlob(path, pattern)),
  );

describe('Each link leads somewhere, in the installed package too', () => {
  const links = pages.flatMap((page) => linksOf(page).map((link) => [page.path, link] as const));
  test.each(links)('%s: %s', (path, link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? join(root, path) : join(root, dirname(path), file);
    expect(existsSync(target), target).toBe(true);
    expect(isInstalled(relative(root, target)), `${target} is not installed`).toBe(true);
    if (anchor === undefined) return;
    const page = pages.find((one) => one.path === relative(root, target));
    expect(page === undefined ? [] : anchorsOf(page)).toContain(anchor);
  });
});

test('Each page of docs/ can be reached from another', () => {
  const reached = new Set(
    pages.flatMap((page) =>
      linksOf(page).map((link) => relative(root, join(root, dirname(page.path), link.split('#')[0] ?? ''))),
    ),
  );
  expect(pages.map(({ path }) => path).filter((path) => path.startsWith('docs/') && !reached.has(path))).toEqual([]);
});
