import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const debiansChromium = '/usr/bin/chromium';

/** Starts Debian's Chromium without a window. Throws, and says how to install it, where it isn't there: nothing else shows what a browser makes of a page. */
export const startBrowser = async (executablePath = debiansChromium): Promise<Browser> => {
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no ${executablePath}, which these tests need. Install it: sudo apt-get update && sudo apt-get install -y chromium`,
    );
  }
  // Chromium's sandbox refuses to work for root, as whom containers run.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
};
