import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A server that runs as a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** From the start of the process to the end of its first answer, in milliseconds. */
  readonly startMs: number;
  /** What it holds of the machine's memory, in MiB. */
  memoryMib(): Promise<number>;
  close(): Promise<void>;
}

/** How a server is started. */
export interface ServerCommand {
  /** The arguments of Node. */
  args(port: number): readonly string[];
  /** What is asked until it is answered. */
  readonly firstPath: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether a refusal is an answer too. */
  readonly takesRefusal?: boolean;
}

/** How long a server may take to its first answer. */
const startMsMaxDefault = 30_000;
const pollMs = 4;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const isAnswered = async (
  url: string,
  { headers, takesRefusal = false }: Pick<ServerCommand, 'headers' | 'takesRefusal'>,
  timeoutMs: number,
): Promise<boolean> => {
  try {
    const answer = await fetch(url, {
      headers: { ...headers, connection: 'close' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.arrayBuffer();
    return takesRefusal || answer.ok;
  } catch {
    return false;
  }
};

const memoryOf = async ({ pid }: ChildProcess): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1]) / 1024;
};

/** Starts a server and waits for its first answer. What it prints is thrown away: Prism's command prints each request. */
export const startServer = async (
  command: ServerCommand,
  { startMsMax = startMsMaxDefault }: { readonly startMsMax?: number } = {},
): Promise<ServerProcess> => {
  const { args, firstPath } = command;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, args(port), { stdio: 'ignore' });
  const exited = once(child, 'exit');
  // Whoever ends the measurement ends what it started.
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  const close = async (): Promise<void> => {
    process.off('exit', kill);
    child.kill('SIGTERM');
    await exited;
  };
  const msLeft = (): number => Math.max(0, Math.ceil(startedAt + startMsMax - performance.now()));
  while (!(await isAnswered(url + firstPath, command, msLeft()))) {
    const end = child.exitCode ?? child.signalCode;
    if (end !== null || msLeft() === 0) {
      await close();
      if (end !== null) throw new Error(`node ${args(port).join(' ')} ended with ${end}.`);
      throw new Error(`node ${args(port).join(' ')} answers nothing at ${url}${firstPath}.`);
    }
    await wait(pollMs);
  }
  return { url, startMs: performance.now() - startedAt, memoryMib: () => memoryOf(child), close };
};
