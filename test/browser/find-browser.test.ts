import { expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';

const there = import.meta.filename;

test('A browser that a variable names is taken, and no other', async () => {
  await expect(findBrowser(there, [])).resolves.toEqual({ path: there });
  await expect(findBrowser('/nowhere/chrome', [there])).rejects.toThrow(
    'CHROME_BIN names /nowhere/chrome, which is not there.',
  );
});

test('Without one, the first of the usual places counts', async () => {
  await expect(findBrowser('', ['/nowhere/chromium', there])).resolves.toEqual({ path: there });
});
