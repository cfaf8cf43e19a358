import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { findingsByCause } from '../../conformance/evidence/findings-by-cause.ts';
import { verdicts } from '../../conformance/evidence/report.ts';
import { judgedRuns, type Kind, realReports } from '../reporters/real-reports.ts';
import { describe, test } from './browser-test.ts';
import { openReport } from './opened-report.ts';
import { startBrowser } from './start-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser(inject('browser'));
});
afterAll(() => browser.close());

const { reports, contracts } = await realReports();
const runsOf = (kind: Kind) => judgedRuns(reports[kind], contracts);
const [broken] = runsOf('broken');
if (broken === undefined) throw new Error('Nothing was judged.');
const { clauses, findings } = broken.run;

describe.each(Object.keys(reports) as Kind[])('The page of a report that is %s', (kind) => {
  test('opens without a complaint, asks nobody for anything, and shows figures that are those of report.json', async () => {
    const runs = runsOf(kind);
    await using opened = await openReport(browser, runs);
    const { page } = opened;
    for (const [index, { run }] of runs.entries()) {
      const section = page.locator(`#run-${index + 1}-run`);
      await expect(section.locator('[data-run-verdict]').getAttribute('data-run-verdict')).resolves.toBe(run.verdict);
      const counts = Object.fromEntries(
        verdicts.map((one) => [one, run.clauses.filter(({ verdict }) => verdict === one).length]),
      );
      for (const verdict of verdicts) {
        const figure = await section.locator(`[data-figure="${verdict}"] .number`).innerText();
        expect(figure.replaceAll(/[^\d]/g, ''), `${run.api} ${verdict}`).toBe(String(counts[verdict]));
      }
      await expect(section.locator('table.clauses tbody tr').count()).resolves.toBe(run.clauses.length);
      await expect(section.locator('article.finding').count()).resolves.toBe(
        findingsByCause(run.findings, { causeOf: runs[index]?.context.causeOf ?? String, clauses: run.clauses }).length,
      );
      await expect(section.locator('.leftovers li').count()).resolves.toBe(run.leftovers.length);
    }
    const { complaints, requests } = opened;
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  });
});

test('The matrix counts every clause once, under its operation and its kind', async () => {
  await using opened = await openReport(browser, [broken]);
  const cells = await opened.page.locator('.matrix td a').evaluateAll((links) =>
    links.map((link) => ({
      operation: link.getAttribute('data-operation'),
      kind: link.getAttribute('data-kind'),
      counts: [...link.querySelectorAll('.count')].map((count) => [
        count.getAttribute('data-verdict'),
        Number((count.textContent ?? '').replaceAll(/\D/g, '')),
      ]),
    })),
  );
  const seen = cells.flatMap(({ operation, kind, counts }) =>
    counts.map(([verdict, count]) => `${operation} ${kind} ${verdict} ${count}`),
  );
  const groups = Map.groupBy(clauses, ({ operation, kind, verdict }) => `${operation} ${kind} ${verdict}`);
  expect(seen.toSorted()).toEqual([...groups].map(([key, { length }]) => `${key} ${length}`).toSorted());
});

test('A cell of the matrix leads to its clauses, by the keyboard', async () => {
  await using opened = await openReport(browser, [broken]);
  const { page } = opened;
  const wanted = clauses.filter(({ operation, kind }) => operation === 'createWebhook' && kind === 'pattern');
  await page.locator('.matrix a[data-operation="createWebhook"][data-kind="pattern"]').focus();
  await page.keyboard.press('Enter');
  const shown = page.locator('table.clauses tbody tr:visible');
  await expect(shown.locator('th code').allInnerTexts()).resolves.toEqual(wanted.map(({ id }) => id));
  await expect(page.getByRole('status').first().innerText()).resolves.toBe(
    `${wanted.length} of ${clauses.length} clauses`,
  );
  await expect(page.evaluate('document.activeElement.id')).resolves.toBe('run-1-clauses');
});

test('The list is searched and filtered by the keyboard, and says how much it shows', async () => {
  await using opened = await openReport(browser, [broken]);
  const { page } = opened;
  const shown = page.locator('table.clauses tbody tr:visible');
  const status = page.locator('.shown');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('createwebhook PATTERN');
  const found = clauses.filter(({ id, source }) => {
    const text = `${id} ${source?.title} ${source?.says}`.toLowerCase();
    return text.includes('createwebhook') && text.includes('pattern');
  });
  expect(found.length).toBeGreaterThan(0);
  await expect(shown.count()).resolves.toBe(found.length);
  await expect(status.innerText()).resolves.toBe(`${found.length} of ${clauses.length} clauses`);
  await page.keyboard.press('Tab');
  // One letter, which finds it however slowly keys are pressed.
  await page.keyboard.press('b');
  const both = found.filter(({ verdict }) => verdict === 'broken');
  await expect(shown.count()).resolves.toBe(both.length);
  await page.getByRole('searchbox').fill('no such clause anywhere');
  await expect(status.innerText()).resolves.toBe(`None of ${clauses.length} clauses matches.`);
  await page.getByRole('button', { name: 'Show all' }).press('Enter');
  await expect.poll(() => shown.count()).toBe(clauses.length);
  await page.getByLabel('level').selectOption('SHOULD');
  await expect(shown.count()).resolves.toBe(clauses.filter(({ level }) => level === 'SHOULD').length);
});

test('The buttons copy the very lines', async () => {
  await using opened = await openReport(browser, [broken], { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = opened;
  const [first] = findingsByCause(findings, { causeOf: broken.context.causeOf, clauses: broken.run.clauses })[0] ?? [];
  const buttons = page.locator('article.finding').first().locator('button.copy');
  for (const [index, line] of [first?.curl, `${broken.context.command} --replay '${first?.replay}'`].entries()) {
    await page.evaluate("document.getElementById('said').textContent = ''");
    await buttons.nth(index).press('Enter');
    await expect.poll(() => page.locator('#said').innerText()).toBe('Copied.');
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(line);
    await expect(page.evaluate('document.activeElement.className')).resolves.toBe('copy');
  }
});

test('That a line was copied is said for a while after the last one, and shown on each button', async () => {
  await using opened = await openReport(browser, [broken], { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = opened;
  await page.clock.install();
  const texts = (): Promise<readonly string[]> =>
    page
      .locator('#said, article.finding:first-of-type button.copy')
      .evaluateAll((all) => all.map((one) => (one.firstChild?.nodeValue ?? '').trim()));
  const buttons = page.locator('article.finding').first().locator('button.copy');
  await buttons.nth(0).press('Enter');
  await expect.poll(texts).toEqual(['Copied', 'Copy', 'Copied.']);
  await page.clock.runFor(1_500);
  await buttons.nth(1).press('Enter');
  await expect.poll(texts).toEqual(['Copied', 'Copied', 'Copied.']);
  await page.clock.runFor(1_000);
  await expect(texts()).resolves.toEqual(['Copy', 'Copied', 'Copied.']);
  await page.clock.runFor(1_500);
  await expect(texts()).resolves.toEqual(['Copy', 'Copy', '']);
});

test('The theme is that of the system until another is chosen', async () => {
  await using opened = await openReport(browser, [broken], { colorScheme: 'dark' });
  const { page } = opened;
  const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const toggle = page.getByRole('button', { name: 'Dark theme' });
  const dark = await background();
  await expect(toggle.getAttribute('aria-pressed')).resolves.toBe('true');
  await toggle.press('Enter');
  await expect(toggle.getAttribute('aria-pressed')).resolves.toBe('false');
  const light = await background();
  expect(light).not.toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(background()).resolves.toBe(light);
  await toggle.press('Enter');
  await expect(background()).resolves.toBe(dark);
});

test('The offending place is marked: in the answer, or in the request that should have been refused', async () => {
  await using opened = await openReport(browser, [broken]);
  const marks = async (clause: string): Promise<string[]> => {
    const finding = opened.page.locator('article.finding', { has: opened.page.locator('h4', { hasText: clause }) });
    return (await finding.locator('mark').allInnerTexts()).map((text) => text.replace(/^the offending place:\s*/, ''));
  };
  await expect(marks('lune/createWebhook/200/body/created_at:format')).resolves.toEqual([
    expect.stringMatching(/^"created_at": "/),
  ]);
  await expect(marks('lune/createWebhook/request/body/url:pattern')).resolves.toEqual([
    expect.stringMatching(/^"url": "/),
  ]);
  await expect(marks('lune/updateWebhook/200/body/enabled:required')).resolves.toEqual(['{']);
});

test('On paper, everything is unfolded, and nothing is left that only a screen has', async () => {
  await using opened = await openReport(browser, [broken]);
  const { page } = opened;
  const folded = page.locator('details:not([open]) .messages');
  expect(await folded.count()).toBeGreaterThan(0);
  const visible = (): Promise<unknown> =>
    page.evaluate(
      "[...document.querySelectorAll('details:not([open]) .messages')].filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length",
    );
  await expect(visible()).resolves.toBe(0);
  await page.emulateMedia({ media: 'print' });
  // What is shown again is so from the next frame on.
  await expect.poll(visible).toBe(await folded.count());
  for (const screenOnly of ['form.filters', '#theme', 'button.copy', '.skip'])
    await expect(page.locator(screenOnly).first().isVisible(), screenOnly).resolves.toBe(false);
});

test('Without scripts all of it can be read, and nothing is offered that does nothing', async () => {
  await using opened = await openReport(browser, [broken], { javaScriptEnabled: false });
  const { page } = opened;
  await expect(page.locator('table.clauses tbody tr:visible').count()).resolves.toBe(clauses.length);
  await expect(page.locator('button:visible, form:visible').count()).resolves.toBe(0);
});

test.each([320, 768])('On a screen of %d pixels nothing but the matrix is wider than that', async (width) => {
  await using opened = await openReport(browser, [broken], { viewport: { width, height: 800 } });
  await expect(opened.page.evaluate('document.documentElement.scrollWidth')).resolves.toBeLessThanOrEqual(width);
});

test('The page of a run in which only SHOULDs are broken claims no more than that no MUST is', async () => {
  const warned = clauses.map((clause) =>
    clause.verdict === 'broken' ? ({ ...clause, level: 'SHOULD', verdict: 'warned' } as const) : clause,
  );
  const run = { ...broken.run, verdict: 'conformant', reason: null, clauses: warned } as const;
  await using opened = await openReport(browser, [{ ...broken, run }]);
  const means = opened.page.locator('.verdict-means');
  await expect(means.innerText()).resolves.toBe('No MUST that was tested is broken.');
});

test('A report of nothing says so', async () => {
  await using opened = await openReport(browser, []);
  await expect(opened.page.locator('main').innerText()).resolves.toBe('Nothing was judged.');
});
