import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { findingLines } from '../../conformance/reporters/finding-lines.ts';
import { htmlReport } from '../../conformance/reporters/html/html-report.ts';
import { junitReport } from '../../conformance/reporters/junit.ts';
import { isSafeToPaste, quoted } from '../../src/shell-word.ts';
import { visibleLine } from '../../src/visible.ts';
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
  // What the buttons copy too, which is copied as it is.
  expect(page).not.toMatch(/(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029\ufeff\ufffe\uffff]/u);
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

test('What is copied of a finding with a hostile name is one line, safe to paste, and the same in every report', async () => {
  const [hostile] = hostileRuns;
  const [finding] = hostile?.run.findings ?? [];
  if (hostile === undefined || finding === undefined) throw new Error('Nothing was found.');
  const replay = 'api/a\n\u001b[201~\u0085\u202eb#broken:1';
  const runs = [
    { ...hostile, run: { ...hostile.run, findings: [{ ...finding, replay, curl: `curl ${quoted(replay)}` }] } },
  ];
  const word = "'api/a'$'\\012\\033''[201~'$'\\302\\205\\342\\200\\256''b#broken:1'";
  await using opened = await openReport(browser, runs, { permissions: ['clipboard-read', 'clipboard-write'] });
  const buttons = opened.page.locator('article.finding button.copy');
  const lines = [`curl ${word}`, `${hostile.context.command} --replay ${word}`];
  for (const [index, line] of lines.entries()) {
    await buttons.nth(index).press('Enter');
    await expect.poll(() => opened.page.evaluate('navigator.clipboard.readText()')).toBe(line);
    await expect(opened.page.locator('article.finding .line code').nth(index).innerText()).resolves.toBe(line);
    const inTerminal = findingLines([finding], { repeat: line }).map(({ text }) => text);
    expect(inTerminal.join('\n')).toContain(visibleLine(line));
  }
  expect(junitReport(runs)).toContain('api/a');
});

test('No button copies a line that would do more than it shows', async () => {
  await using opened = await openReport(browser, hostileRuns);
  const copied = await opened.page
    .locator('button.copy')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-copy') ?? ''));
  expect(copied.length).toBeGreaterThan(0);
  expect(copied.filter((line) => !isSafeToPaste(line))).toEqual([]);
  expect(await opened.page.locator('article.finding .line').count()).toBeGreaterThan(copied.length);
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
