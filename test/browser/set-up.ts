import type { TestProject } from 'vitest/node';
import { browserVariable, downloadBrowser, type FoundBrowser, findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where the tests that need a browser are left out. */
    browser: FoundBrowser | null;
  }
}

const howToHaveThem = `Install Chromium (sudo apt-get install chromium), or name a browser: ${browserVariable}=/path/to/chrome npm test.`;

let leftOutBecause: string | null = null;

/** Finds a browser for the tests of this folder, or gets one. */
export const setup = async (project: TestProject): Promise<void> => {
  let browser = await findBrowser();
  if (browser === null) {
    console.log('The tests of report.html need Chromium. Playwright downloads its own (100 MB) …');
    leftOutBecause = await downloadBrowser();
    browser = await findBrowser();
    if (browser === null) leftOutBecause ??= 'it does not start';
  }
  // A green run in CI has run all tests.
  if (browser === null && process.env.CI) throw new Error(`There is no Chromium: ${leftOutBecause}. ${howToHaveThem}`);
  project.provide('browser', browser);
};

/** Says loudly, and last of all, which tests were left out. */
export const teardown = (): void => {
  if (leftOutBecause === null) return;
  const what = `LEFT OUT: the tests in test/browser, because there is no Chromium: ${leftOutBecause}.`;
  console.log(`\n${what}\n${howToHaveThem}\n`);
};
