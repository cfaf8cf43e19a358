import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';

test('A terminal without a size is written to like a log, and keeps nobody waiting', async () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 0 }) as unknown as NodeJS.WriteStream;
  const progress = createProgress(stream, { budgetSeconds: undefined });
  progress.show({ type: 'run-started', api: 'a', checks: 1 } as never);
  for (let index = 0; index < 3; index++) {
    progress.show({ type: 'check-started', index, operation: 'x\n::error::y', cases: 0, requests: 0 } as never);
    // Longer than a spinner takes from one picture to the next.
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  progress.stop();
  expect(String((stream as unknown as PassThrough).read() ?? '')).not.toContain('\u001b');
});
