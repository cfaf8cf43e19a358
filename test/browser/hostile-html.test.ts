import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { htmlReport } from '../../conformance/reporters/html/html-report.ts';
import { hostileRuns, hostileTexts } from '../reporters/hostile-report.ts';
import { test } from './browser-test.ts';
import { openReport } from './opened-report.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser(inject('browser'));
});
afterAll(() => browser.close());

const page = await htmlReport('tool', hostileRuns);

test('The policy of the page allows its own style and script, and nothing else', () => {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy?.replaceAll('&#39;', "'")).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; script-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'$/,
  );
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<style/g)).toHaveLength(1);
  expect(page).not.toMatch(/<(img|link|iframe|object|embed|base|image|use)\b|\s(style|on\w+|src)=["']/i);
});

test('Nothing in the page is invisible, or half of a character', () => {
  expect(page.isWellFormed()).toBe(true);
  // What the buttons copy is copied as it is.
  const shown = page.replaceAll(/ data-copy="[^"]*"/g, '');
  expect(shown).not.toMatch(/(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029\ufeff\ufffe\uffff]/u);
});

test('Whatever a target says is inert, in the browser too', async () => {
  await using opened = await openReport(browser, hostileRuns, { permissions: ['clipboard-read', 'clipboard-write'] });
  const { complaints, requests } = opened;
  const read = <Value>(script: string): Promise<Value> => opened.page.evaluate(script);
  await expect(read('window.hurt')).resolves.toBeUndefined();
  await expect(
    read("document.querySelectorAll('img, base, main script, main style, main textarea').length"),
  ).resolves.toBe(0);
  const foreign =
    "[...document.querySelectorAll('a')].filter((one) => !one.getAttribute('href').startsWith('#')).length";
  await expect(read(foreign)).resolves.toBe(0);
  // Every link has its place, and no place has two names.
  const lost =
    "[...document.querySelectorAll('a')].filter((one) => document.querySelectorAll(one.getAttribute('href')).length !== 1).length";
  await expect(read(lost)).resolves.toBe(0);
  // Nothing breaks out of its place: the page ends with its own parts, and each list is as long as what it lists.
  await expect(read("[...document.body.children].map(({ tagName }) => tagName).join(' ')")).resolves.toBe(
    'A HEADER NAV MAIN P SCRIPT',
  );
  await expect(opened.page.locator('table.clauses tbody tr').count()).resolves.toBe(hostileTexts.length);
  await expect(opened.page.locator('article.finding').count()).resolves.toBe(hostileTexts.length);
  await expect(opened.page.locator('.leftovers > li').count()).resolves.toBe(hostileTexts.length);
  await expect(opened.page.locator('.stale > li').count()).resolves.toBe(hostileTexts.length);
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
});

test('It is shown word for word', async () => {
  await using opened = await openReport(browser, hostileRuns);
  const texts = await opened.page.locator('article.finding .lead').allTextContents();
  for (const text of hostileTexts.filter((one) => one.length < 400 && /^[\x20-\x7e]*$/.test(one)))
    expect(texts).toContain(text);
});

test('It is filtered by its odd names as well', async () => {
  await using opened = await openReport(browser, hostileRuns);
  const { page: shown } = opened;
  const odd = shown.locator('.matrix tbody th a').first();
  await odd.focus();
  await shown.keyboard.press('Enter');
  await expect(shown.locator('table.clauses tbody tr:visible').count()).resolves.toBe(1);
});

test('However long a text, no page is wider than its window', async () => {
  await using opened = await openReport(browser, hostileRuns, { viewport: { width: 1000, height: 800 } });
  await expect(opened.page.evaluate('document.documentElement.scrollWidth')).resolves.toBeLessThanOrEqual(1000);
});
