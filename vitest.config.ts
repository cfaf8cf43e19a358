import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const project = (name: string, folders: readonly string[], more: object = {}): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: folders.map((folder) => `test/${folder}/**/*.test.ts`), ...more },
});

/** Files of the suite that start processes. Starting one takes ten times as long where a worker's memory has grown, so that each gets a worker of its own. */
const startingProcesses = [
  'conformance/baseline-command',
  'conformance/command',
  'conformance/curl',
  'conformance/endings',
  'conformance/explain-command',
  'conformance/explain',
  'conformance/floods',
  'conformance/hostile-texts',
  'conformance/planning',
  'conformance/replay',
  'conformance/secrets',
  'conformance/shell-words',
  'recorded/check-command',
].map((file) => `test/${file}.test.ts`);

export default defineConfig({
  test: {
    // `npm run test:fast` runs the first two.
    projects: [
      project(
        'unit',
        ['document', 'schema', 'contract', 'clauses', 'values', 'http', 'flaws', 'client', 'house', 'reporters'],
        { isolate: false },
      ),
      // Prism takes a second to import: once for all files of a worker.
      project('mock', ['mock'], { isolate: false }),
      project('suite', ['conformance', 'fourth', 'recorded'], { isolate: false, exclude: startingProcesses }),
      project('commands', [], { include: startingProcesses }),
      project('end-to-end', ['bench', 'cli', 'docs', 'trust']),
      project('browser', ['browser'], { globalSetup: 'test/browser/set-up.ts' }),
      project('package', ['package']),
    ],
    // Node imports the files itself, as it does in use: what Vite rewrites takes a third longer. No test replaces a module.
    experimental: { viteModuleRunner: false },
    // As many as there are cores: more of them share memory and caches, and end later.
    maxWorkers: '100%',
    // Long enough for a machine that others keep busy: what hangs is told all the same.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
