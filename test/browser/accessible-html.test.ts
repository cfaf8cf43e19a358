import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { JudgedRun } from '../../conformance/reporters/judged-run.ts';
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

/** Everything that axe knows of: the rules of WCAG 2.2 up to AA, and good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const options = { runOnly: tags, resultTypes: ['violations'] };
  const results = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults;
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
};

/** axe looks at every element, and the rows of a list are all alike: a few of each verdict are enough. */
const fewer = (runs: readonly JudgedRun[]): readonly JudgedRun[] =>
  runs.map(({ run, context }) => {
    const groups = [...Map.groupBy(run.clauses, ({ verdict }) => verdict).values()];
    return { run: { ...run, clauses: groups.flatMap((own) => own.slice(0, 8)) }, context };
  });

const kinds: readonly Kind[] = ['several', 'leftovers'];

describe.each(['light', 'dark'] as const)('In the %s theme', (colorScheme) => {
  test.each(kinds)('axe finds nothing in a report that is %s, folded and unfolded', async (kind) => {
    await using opened = await openReport(browser, fewer(judgedRuns(reports[kind], contracts)), { colorScheme });
    const { page } = opened;
    expect(await violations(page)).toEqual([]);
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await violations(page)).toEqual([]);
  });
});

test('Headings follow each other level by level, and every part has its landmark', async () => {
  await using opened = await openReport(browser, judgedRuns(reports.several, contracts));
  const { page } = opened;
  const levels = (await page.evaluate(
    "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName[1]))",
  )) as number[];
  expect(levels[0]).toBe(1);
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  for (const landmark of ['banner', 'navigation', 'main'] as const)
    await expect(page.getByRole(landmark).count(), landmark).resolves.toBe(1);
  for (const { api } of reports.several.runs)
    await expect(page.getByRole('navigation').getByRole('link', { name: api, exact: true }).count()).resolves.toBe(1);
});

test('What has the focus is seen', async () => {
  await using opened = await openReport(browser, judgedRuns(reports.broken, contracts));
  const { page } = opened;
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline, String(await page.evaluate('document.activeElement.outerHTML.slice(0, 200)'))).toBe('solid');
  }
});
