import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The suite under test keeps one core busy, whatever asks for it.
    maxWorkers: '100%',
    // Long enough for a machine that others keep busy: what hangs is told all the same.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
