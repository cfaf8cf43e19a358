import { type Browser, chromium } from 'playwright-core';
import type { FoundBrowser } from './find-browser.ts';

/** Starts a browser without a window. */
export const startBrowser = (found: FoundBrowser | null): Promise<Browser> => {
  if (found === null) throw new Error('There is no browser to start.');
  // Chromium's sandbox refuses to work for root, as whom containers run.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch(found === 'playwright' ? { args } : { args, executablePath: found.path });
};
