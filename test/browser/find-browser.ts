import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startBrowser } from './start-browser.ts';

/** The variable that names a browser's program, as Karma and others read it. */
export const browserVariable = 'CHROME_BIN';

/** Where the packages of Chromium and Chrome put their program. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** How long a download may take: some 100 MB. */
const downloadMsMax = 180_000;

/** A browser to start: its program, or Playwright's own. */
export type FoundBrowser = { readonly path: string } | 'playwright';

/**
 * Looks for Chromium or Chrome: what the variable names, the usual places, Playwright's own.
 *
 * @throws Error where the variable names no file: another browser than the one that was asked for would be a surprise.
 */
export const findBrowser = async (
  named: string | undefined = process.env[browserVariable],
  places: readonly string[] = usualPlaces,
): Promise<FoundBrowser | null> => {
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`${browserVariable} names ${named}, which is not there.`);
    return { path: named };
  }
  const path = places.find((place) => existsSync(place));
  if (path !== undefined) return { path };
  return (await starts()) ? 'playwright' : null;
};

/** Whether Playwright has a browser of its own. */
const starts = async (): Promise<boolean> => {
  try {
    await (await startBrowser('playwright')).close();
    return true;
  } catch {
    return false;
  }
};

/** Has Playwright download its own browser, into its own folder. Gives what kept it, or null. */
export const downloadBrowser = async (): Promise<string | null> => {
  if (process.env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD) return 'PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD is set';
  const folder = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  try {
    await promisify(execFile)(process.execPath, [join(folder, 'cli.js'), 'install', '--only-shell', 'chromium'], {
      timeout: downloadMsMax,
    });
    return null;
  } catch {
    return 'it could not be downloaded';
  }
};
