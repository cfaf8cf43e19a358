import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** What became of a process. */
export interface WatchedProcess {
  /** Its exit status, or the signal that ended it. */
  readonly end: number | string;
  readonly printed: string;
  /** From its start to its end. */
  readonly elapsedMs: number;
  /** The most that it held of the machine's memory, in MiB. */
  readonly memoryMib: number;
}

const pollMs = 50;

/** The largest memory that a process has held so far, or null once it is gone. */
const peakOf = async (pid: number): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kib] = /VmHWM:\s*(\d+) kB/.exec(status) ?? [];
  return kib === undefined ? null : Number(kib) / 1024;
};

/** Runs Node with some arguments to the end, whatever ends it, and looks at its memory on the way. */
export const watchProcess = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<WatchedProcess> => {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  let elapsedMs = 0;
  child.once('exit', () => {
    elapsedMs = performance.now() - startedAt;
  });
  // All that it printed is there only then.
  const closed = once(child, 'close');
  let memoryMib = 0;
  while (child.exitCode === null && child.signalCode === null) {
    memoryMib = Math.max(memoryMib, (await peakOf(child.pid ?? 0)) ?? 0);
    await Promise.race([closed, wait(pollMs)]);
  }
  const [code, signal] = (await closed) as [number, null] | [null, string];
  return { end: code ?? signal, printed, elapsedMs, memoryMib };
};
