import { expect, test } from 'vitest';
import { watchProcess } from '../../scripts/bench/watched-process.ts';

test.each([
  { program: 'process.exit(3)', end: 3 },
  { program: "process.kill(process.pid, 'SIGKILL')", end: 'SIGKILL' },
])('A process that does $program is over', async ({ program, end }) => {
  expect(await watchProcess(['--eval', program])).toEqual({
    end,
    printed: '',
    elapsedMs: expect.any(Number),
    memoryMib: expect.any(Number),
  });
});

test('All that a process prints is read, up to its end, and what it is told is told', async () => {
  // It stays a while, since its memory is looked at now and then.
  const program = "process.stdout.write('é'.repeat(1_000_000) + process.env.LAST); setTimeout(() => {}, 500)";
  const { end, printed, memoryMib } = await watchProcess(['--eval', program], { LAST: 'last' });
  expect(end).toBe(0);
  expect(printed).toHaveLength(1_000_004);
  expect(printed.endsWith('last')).toBe(true);
  expect(memoryMib).toBeGreaterThan(1);
});
