import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { htmlReport } from '../../conformance/reporters/html/html-report.ts';
import type { JudgedRun } from '../../conformance/reporters/judged-run.ts';

/** A report, open in a browser. */
export interface OpenedReport extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained of: errors, warnings, what the policy of the page forbade. */
  readonly complaints: readonly string[];
  /** What was asked for, besides the page. */
  readonly requests: readonly string[];
}

/** Writes runs as a page, and opens that from its file, as whoever downloads it does. */
export const openReport = async (
  browser: Browser,
  runs: readonly JudgedRun[],
  options: BrowserContextOptions = {},
): Promise<OpenedReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const file = join(folder, 'report.html');
  await writeFile(file, await htmlReport('webhook-contracts', runs));
  const { href } = pathToFileURL(file);
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== href) requests.push(request.url());
  });
  await page.goto(href);
  return {
    page,
    complaints,
    requests,
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await rm(folder, { recursive: true });
    },
  };
};
